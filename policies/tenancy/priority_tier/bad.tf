resource "kubernetes_deployment" "api" {
  metadata {
    name      = "api"
    namespace = "payments-prod"
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
        priority_class_name = "system-node-critical"

        container {
          name  = "api"
          image = "registry.example.com/payments/api:1.4.0"
        }
      }
    }
  }
}
