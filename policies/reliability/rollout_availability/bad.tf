resource "kubernetes_deployment_v1" "web" {
  metadata {
    name      = "web"
    namespace = "shop-prod"
  }

  spec {
    replicas = 3

    strategy {
      type = "RollingUpdate"
      rolling_update {
        max_unavailable = "100%"
      }
    }

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
        }
      }
    }
  }
}

resource "kubernetes_deployment_v1" "api" {
  metadata {
    name      = "api"
    namespace = "shop-prod"
  }

  spec {
    replicas = 3

    strategy {
      type = "Recreate"
    }

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
          image = "registry.example.com/web:2.1.0"
        }
      }
    }
  }
}
