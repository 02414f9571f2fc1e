resource "kubernetes_service_v1" "database" {
  metadata {
    name      = "database"
    namespace = "shop"
  }

  spec {
    type          = "ExternalName"
    external_name = "shop.abcdefghijkl.ap-northeast-1.rds.amazonaws.com"
  }
}

resource "kubernetes_service_v1" "gateway" {
  metadata {
    name      = "gateway"
    namespace = "shop"
  }

  spec {
    selector     = { app = "gateway" }
    external_ips = ["192.0.2.10"]

    port {
      port = 443
    }
  }
}
