resource "kubernetes_namespace_v1" "shop" {
  metadata {
    name = "shop"
  }
}

resource "kubernetes_resource_quota_v1" "shop" {
  metadata {
    name      = "compute"
    namespace = "shop"
  }
  spec {
    hard = { "requests.cpu" = "20" }
  }
}
