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
        toleration {
          key      = "dedicated"
          operator = "Equal"
          value    = "payments"
          effect   = "NoSchedule"
        }

        container {
          name  = "api"
          image = "registry.example.com/payments/api:1.4.0"
        }
      }
    }
  }
}
