resource "kubernetes_daemon_set_v1" "agent" {
  metadata {
    name      = "agent"
    namespace = "monitoring"
  }

  spec {
    selector {
      match_labels = { app = "agent" }
    }

    template {
      metadata {
        labels = { app = "agent" }
      }

      spec {
        os {
          name = "windows"
        }

        host_network = true

        security_context {
          windows_options {
            host_process = true
          }
        }

        container {
          name  = "agent"
          image = "registry.example.com/agent:2.3.0"
        }
      }
    }
  }
}
