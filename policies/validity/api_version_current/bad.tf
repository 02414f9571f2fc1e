resource "kubernetes_pod_disruption_budget" "api" {
  metadata {
    name      = "api"
    namespace = "shop"
  }

  spec {
    min_available = "1"
    selector {
      match_labels = { app = "api" }
    }
  }
}

resource "kubernetes_manifest" "web" {
  manifest = {
    apiVersion = "policy/v1beta1"
    kind       = "PodDisruptionBudget"
    metadata = {
      name      = "web"
      namespace = "shop"
    }
    spec = {
      minAvailable = 1
      selector     = { matchLabels = { app = "web" } }
    }
  }
}
