resource "kubernetes_cluster_role_v1" "onboarding" {
  metadata {
    name = "onboarding"
  }

  rule {
    api_groups     = ["rbac.authorization.k8s.io"]
    resources      = ["clusterroles"]
    resource_names = ["team-reader"]
    verbs          = ["bind"]
  }

  rule {
    api_groups = ["rbac.authorization.k8s.io"]
    resources  = ["clusterroles"]
    verbs      = ["get", "list"]
  }
}
