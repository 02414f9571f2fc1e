resource "kubernetes_network_policy_v1" "api" {
  metadata {
    name      = "api"
    namespace = "payments-prod"
  }

  spec {
    policy_types = ["Ingress"]

    pod_selector {
      match_labels = { app = "api" }
    }

    ingress {
      from {
        namespace_selector {
          match_labels = { "kubernetes.io/metadata.name" = "ingress-controllers" }
        }
      }

      from {
        pod_selector {}
      }
    }
  }
}
