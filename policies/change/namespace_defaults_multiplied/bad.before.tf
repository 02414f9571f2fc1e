resource "kubernetes_resource_quota_v1" "payments" {
  metadata {
    name      = "payments"
    namespace = "payments"
  }

  spec {
    hard = { "requests.memory" = "32Gi" }
  }
}

resource "kubernetes_limit_range_v1" "payments" {
  metadata {
    name      = "payments"
    namespace = "payments"
  }

  spec {
    limit {
      type = "Container"
      default = {
        cpu    = "1"
        memory = "256Mi"
      }
    }
  }
}
