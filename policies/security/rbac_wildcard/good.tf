resource "kubernetes_cluster_role" "reports" {
  metadata {
    name = "reports"
  }

  rule {
    api_groups = [""]
    resources  = ["pods"]
    verbs      = ["get", "list"]
  }
}
