resource "kubernetes_storage_class_v1" "fast" {
  metadata {
    name = "fast"
  }

  storage_provisioner    = "ebs.csi.aws.com"
  reclaim_policy         = "Retain"
  volume_binding_mode    = "WaitForFirstConsumer"
  allow_volume_expansion = false

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
    replicas = 2

    selector {
      match_labels = { app = "api", tier = "web" }
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
