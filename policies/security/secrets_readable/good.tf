resource "kubernetes_cluster_role" "reports" {
  metadata {
    name = "reports"
  }

  rule {
    api_groups = [""]
    resources  = ["configmaps"]
    verbs      = ["get", "list"]
  }
}
