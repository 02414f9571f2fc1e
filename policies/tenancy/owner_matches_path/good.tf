resource "kubernetes_config_map_v1" "rates" {
  metadata {
    name      = "rates"
    namespace = "orders-prod"
  }

  data = {
    currency = "JPY"
  }
}
