resource "kubernetes_pod_v1" "api" {
  metadata {
    name      = "api"
    namespace = "payments"
  }

  spec {
    container {
      name  = "api"
      image = "registry.example.com/api:1.4.2"
    }
  }
}
