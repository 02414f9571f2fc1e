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
