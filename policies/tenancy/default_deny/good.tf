resource "kubernetes_namespace_v1" "payments" {
  metadata {
    name = "payments-prod"
  }
}

resource "kubernetes_network_policy_v1" "default" {
  metadata {
    name      = "default"
    namespace = kubernetes_namespace_v1.payments.metadata[0].name
  }

  spec {
    pod_selector {}
    policy_types = ["Ingress"]

    ingress {
      from {
        pod_selector {}
      }
    }
  }
}
