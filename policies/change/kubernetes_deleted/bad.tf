resource "kubernetes_service_v1" "ledger" {
  metadata {
    name      = "ledger"
    namespace = "payments"
  }

  spec {
    port {
      port = 5432
    }
  }
}
