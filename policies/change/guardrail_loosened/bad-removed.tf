resource "kubernetes_resource_quota_v1" "payments" {
  metadata {
    name      = "payments"
    namespace = "payments"
  }

  spec {
    hard = {
      "pods"            = "20"
      "requests.memory" = "32Gi"
    }
  }
}
