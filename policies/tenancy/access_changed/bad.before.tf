resource "kubernetes_role_binding_v1" "admins" {
  metadata {
    name      = "admins"
    namespace = "payments-prod"
  }

  role_ref {
    api_group = "rbac.authorization.k8s.io"
    kind      = "ClusterRole"
    name      = "admin"
  }

  subject {
    api_group = "rbac.authorization.k8s.io"
    kind      = "Group"
    name      = "github:payments"
  }
}
