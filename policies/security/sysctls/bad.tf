resource "kubernetes_deployment_v1" "api" {
  metadata {
    name      = "api"
    namespace = "payments"
  }

  spec {
    selector {
      match_labels = { app = "api" }
    }

    template {
      metadata {
        labels = { app = "api" }
      }

      spec {
        security_context {
          sysctl {
            name  = "net.ipv4.tcp_syncookies"
            value = "1"
          }

          sysctl {
            name  = "kernel.msgmax"
            value = "65536"
          }
        }

        container {
          name  = "api"
          image = "registry.example.com/api:1.4.2"
        }
      }
    }
  }
}
