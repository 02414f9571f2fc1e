resource "kubernetes_deployment_v1" "thumbnails" {
  metadata {
    name      = "thumbnails"
    namespace = "shop"
  }

  spec {
    selector {
      match_labels = { app = "thumbnails" }
    }

    template {
      metadata {
        labels = { app = "thumbnails" }
      }

      spec {
        container {
          name  = "thumbnails"
          image = "registry.example.com/thumbnails:2.0.0"

          volume_mount {
            name       = "cache"
            mount_path = "/cache"
          }
        }

        volume {
          name = "cache"
          empty_dir {
            size_limit = "2Gi"
          }
        }
      }
    }
  }
}
