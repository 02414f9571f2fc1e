resource "kubernetes_config_map" "settings" {
  metadata {
    name      = "settings"
    namespace = "shop"
  }
  data = { mode = "fast" }
}

resource "kubernetes_pod" "web" {
  metadata {
    name      = "web"
    namespace = "shop"
  }
  spec {
    container {
      name  = "web"
      image = "registry.example.com/web:1.0.0"
      env {
        name = "MODE"
        value_from {
          config_map_key_ref {
            name = "settings"
            key  = "mood"
          }
        }
      }
    }
  }
}
