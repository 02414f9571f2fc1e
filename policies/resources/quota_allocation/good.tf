resource "kubernetes_resource_quota_v1" "payments" {
  metadata {
    name      = "compute"
    namespace = "payments-api"
  }
  spec {
    hard = {
      "requests.cpu"    = "24"
      "requests.memory" = "60Gi"
    }
  }
}
