resource "kubernetes_role_v1" "order_reader" {
  metadata {
    name      = "order-reader"
    namespace = "orders-prod"
  }

  rule {
    api_groups = ["acme.example.com"]
    resources  = ["orders"]
    verbs      = ["get", "list"]
  }
}
