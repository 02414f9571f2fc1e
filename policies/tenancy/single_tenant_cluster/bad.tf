resource "kubernetes_config_map_v1" "api" {
  metadata {
    name      = "api"
    namespace = "orders-prod"
  }

  data = {
    currency = "JPY"
  }
}
