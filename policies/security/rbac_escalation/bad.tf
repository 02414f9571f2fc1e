resource "kubernetes_cluster_role_v1" "onboarding" {
  metadata {
    name = "onboarding"
  }

  rule {
    api_groups = ["rbac.authorization.k8s.io"]
    resources  = ["clusterroles"]
    verbs      = ["get", "bind"]
  }

  rule {
    api_groups = [""]
    resources  = ["users"]
    verbs      = ["impersonate"]
  }
}
