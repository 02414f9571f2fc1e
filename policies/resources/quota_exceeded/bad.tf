resource "kubernetes_resource_quota_v1" "compute" {
  metadata {
    name      = "compute"
    namespace = "shop"
  }

  spec {
    hard = {
      "requests.memory" = "40Gi"
      "pods"            = "50"
    }
  }
}

resource "kubernetes_deployment_v1" "api" {
  metadata {
    name      = "api"
    namespace = "shop"
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
        container {
          name  = "api"
          image = "registry.example.com/api:1.4.2"

          resources {
            requests = {
              cpu    = "500m"
              memory = "8Gi"
            }
            limits = {
              memory = "8Gi"
            }
          }
        }
      }
    }
  }
}

resource "kubernetes_horizontal_pod_autoscaler_v2" "api" {
  metadata {
    name      = "api"
    namespace = "shop"
  }

  spec {
    min_replicas = 2
    max_replicas = 12

    scale_target_ref {
      api_version = "apps/v1"
      kind        = "Deployment"
      name        = "api"
    }

    metric {
      type = "Resource"
      resource {
        name = "cpu"
        target {
          type                = "Utilization"
          average_utilization = 70
        }
      }
    }
  }
}
