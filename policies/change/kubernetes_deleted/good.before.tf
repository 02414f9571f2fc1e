resource "kubernetes_persistent_volume_claim_v1" "ledger" {
  metadata {
    name      = "ledger-data"
    namespace = "payments"
  }

  spec {
    access_modes = ["ReadWriteOnce"]
    resources {
      requests = { storage = "20Gi" }
    }
  }
}
