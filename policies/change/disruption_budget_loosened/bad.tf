resource "kubernetes_pod_disruption_budget_v1" "api" {
  metadata {
    name      = "api"
    namespace = "payments"
  }

  spec {
    min_available = 1
    selector {
      match_labels = { app = "api" }
    }
  }
}

resource "kubernetes_deployment_v1" "api" {
  metadata {
    name      = "api"
    namespace = "payments"
  }

  spec {
    replicas = 4

    selector {
      match_labels = { app = "api" }
    }

    template {
      metadata {
        labels = { app = "api" }
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
