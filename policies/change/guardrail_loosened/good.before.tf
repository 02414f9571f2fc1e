resource "kubernetes_network_policy_v1" "api" {
  metadata {
    name      = "api"
    namespace = "payments"
  }

  spec {
    policy_types = ["Ingress"]

    pod_selector {
      match_labels = { app = "api" }
    }

    ingress {
      from {
        pod_selector {
          match_labels = { app = "web" }
        }
      }

      ports {
        port = 8080
      }

      ports {
        port = 9090
      }
    }
  }
}

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
