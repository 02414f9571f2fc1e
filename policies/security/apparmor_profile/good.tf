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
        labels      = { app = "api" }
        annotations = {
          "container.apparmor.security.beta.kubernetes.io/api" = "runtime/default"
        }
      }

      spec {
        container {
          name  = "api"
          image = "registry.example.com/api:1.4.2"
        }
      }
    }
  }
}
