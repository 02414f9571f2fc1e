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
        automount_service_account_token = false

        container {
          name  = "api"
          image = "registry.example.com/api:1.4.2"
        }
      }
    }
  }
}

resource "kubernetes_deployment_v1" "controller" {
  metadata {
    name      = "controller"
    namespace = "payments"
  }

  spec {
    selector {
      match_labels = { app = "controller" }
    }

    template {
      metadata {
        labels = { app = "controller" }
      }

      spec {
        service_account_name = "controller"

        container {
          name  = "controller"
          image = "registry.example.com/controller:1.4.2"
        }
      }
    }
  }
}
