resource "kubernetes_horizontal_pod_autoscaler_v2" "api" {
  metadata {
    name      = "api"
    namespace = "payments"
  }

  spec {
    min_replicas = 4
    max_replicas = 40

    scale_target_ref {
      api_version = "apps/v1"
      kind        = "Deployment"
      name        = "api"
    }

    behavior {
      scale_down {
        policy {
          type           = "Percent"
          value          = 10
          period_seconds = 60
        }
      }
    }

    metric {
      type = "External"
      external {
        metric {
          name = "datadogmetric@payments:requests-per-pod"
        }
        target {
          type          = "AverageValue"
          average_value = "100"
        }
      }
    }
  }
}
