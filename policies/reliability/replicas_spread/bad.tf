resource "kubernetes_deployment_v1" "web" {
  metadata {
    name      = "web"
    namespace = "shop-prod"
  }
  spec {
    replicas = 3
    selector {
      match_labels = { app = "web" }
    }
    template {
      metadata {
        labels = { app = "web" }
      }
      spec {
        node_selector = { "kubernetes.io/hostname" = "ip-10-0-1-7.eu-west-1.compute.internal" }
        container {
          name  = "web"
          image = "registry.example.com/web:2.1.0"
        }
      }
    }
  }
}
