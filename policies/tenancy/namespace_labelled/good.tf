resource "kubernetes_namespace" "payments" {
  metadata {
    name = "payments-dev"
    labels = {
      "acme.example.com/owner"       = "payments"
      "acme.example.com/environment" = "development"
    }
  }
}
