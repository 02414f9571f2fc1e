resource "kubernetes_deployment_v1" "api" {
  metadata {
    name      = "api"
    namespace = "payments"
  }

  spec {
    selector {
      match_labels = { app = "api" }
    }

    template {
      metadata {
        labels = { app = "api" }
      }

      spec {
        security_context {
          se_linux_options {
            level = "s0:c123,c456"
            type  = "container_t"
          }
        }

        container {
          name  = "api"
          image = "registry.example.com/api:1.4.2"
        }
      }
    }
  }
}
