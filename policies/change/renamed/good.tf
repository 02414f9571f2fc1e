resource "kubernetes_service_v1" "api" {
  metadata {
    name      = "api"
    namespace = "payments"
    labels = {
      app  = "api"
      team = "payments"
    }
  }

  spec {
    type             = "ClusterIP"
    session_affinity = "None"
    selector = {
      app  = "api"
      tier = "web"
    }

    port {
      name        = "http"
      port        = 8080
      target_port = 8080
      protocol    = "TCP"
    }
  }
}
