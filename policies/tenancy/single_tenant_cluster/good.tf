resource "kubernetes_config_map_v1" "api" {
  metadata {
    name      = "api"
    namespace = "payments-prod"
  }

  data = {
    currency = "JPY"
  }
}

resource "kubernetes_config_map_v1" "coredns" {
  metadata {
    name      = "coredns"
    namespace = "kube-system"
  }

  data = {
    currency = "JPY"
  }
}
