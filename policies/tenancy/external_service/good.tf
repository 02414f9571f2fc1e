resource "kubernetes_service_v1" "database" {
  metadata {
    name      = "database"
    namespace = "shop"
  }

  spec {
    type          = "ExternalName"
    external_name = "catalogue.products.svc.cluster.local"
  }
}

resource "kubernetes_service_v1" "gateway" {
  metadata {
    name      = "gateway"
    namespace = "shop"
  }

  spec {
    selector = { app = "gateway" }

    port {
      port = 443
    }
  }
}
