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
        termination_grace_period_seconds = 0

        container {
          name  = "web"
          image = "registry.example.com/web:2.1.0"
        }
      }
    }
  }
}
