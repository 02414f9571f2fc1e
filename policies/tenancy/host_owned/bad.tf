resource "kubernetes_ingress_v1" "web" {
  metadata {
    name      = "web"
    namespace = "search-prod"
  }

  spec {
    rule {
      host = "api.pay.example.com"
      http {
        path {
          path      = "/"
          path_type = "Prefix"
          backend {
            service {
              name = "web"
              port {
                number = 80
              }
            }
          }
        }
      }
    }
  }
}
