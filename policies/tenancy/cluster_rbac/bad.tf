resource "kubernetes_cluster_role_v1" "order_reader" {
  metadata {
    name = "order-reader"
  }

  rule {
    api_groups = ["acme.example.com"]
    resources  = ["orders"]
    verbs      = ["get", "list"]
  }
}
