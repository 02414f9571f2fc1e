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
        container {
          name  = "web"
          image = "registry.example.com/web:2.1.0"

          readiness_probe {
            http_get {
              path = "/health"
              port = 8080
            }
          }

          liveness_probe {
            http_get {
              path = "/health"
              port = 8080
            }
            failure_threshold = 10
          }
        }
      }
    }
  }
}
