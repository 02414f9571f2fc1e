resource "kubernetes_storage_class_v1" "fast" {
  metadata {
    name = "fast"
  }

  storage_provisioner = "ebs.csi.aws.com"
  volume_binding_mode = "WaitForFirstConsumer"

  parameters = {
    type      = "gp3"
    encrypted = "true"
  }
}
