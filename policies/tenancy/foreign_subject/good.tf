resource "kubernetes_role_binding_v1" "deployers" {
  metadata {
    name      = "deployers"
    namespace = "orders-prod"
  }

  role_ref {
    api_group = "rbac.authorization.k8s.io"
    kind      = "ClusterRole"
    name      = "edit"
  }

  subject {
    kind      = "ServiceAccount"
    name      = "deployer"
    namespace = "orders-prod"
  }
}
