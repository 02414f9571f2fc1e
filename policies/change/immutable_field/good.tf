resource "kubernetes_storage_class_v1" "fast" {
  metadata {
    name = "fast"
  }

  storage_provisioner    = "ebs.csi.aws.com"
  reclaim_policy         = "Delete"
  volume_binding_mode    = "WaitForFirstConsumer"
  allow_volume_expansion = true

  parameters = {
    type      = "gp3"
    encrypted = "true"
  }
}

resource "kubernetes_deployment_v1" "api" {
  metadata {
    name      = "api"
    namespace = "payments"
  }

  spec {
    replicas = 3

    selector {
      match_labels = { app = "api" }
    }

    template {
      metadata {
        labels = { app = "api", tier = "web" }
      }

      spec {
        container {
          name  = "api"
          image = "registry.example.com/api:1.4.2"
        }
      }
    }
  }
}
