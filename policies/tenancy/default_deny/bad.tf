resource "kubernetes_namespace_v1" "payments" {
  metadata {
    name = "payments-prod"
  }
}
