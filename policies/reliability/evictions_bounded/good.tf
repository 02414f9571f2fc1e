resource "kubernetes_pod_disruption_budget_v1" "web" {
  metadata {
    name      = "web"
    namespace = "shop-prod"
  }
  spec {
    max_unavailable = "25%"
    selector {
      match_labels = { app = "web" }
    }
  }
}
