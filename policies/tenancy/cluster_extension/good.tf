resource "kubernetes_config_map_v1" "first" {
  metadata {
    name      = "payments-first"
    namespace = "payments"
  }

  data = {
    value = "1000000"
  }
}
