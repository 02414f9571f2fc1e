resource "aws_eks_access_entry" "payments" {
  cluster_name      = "live"
  principal_arn     = "arn:aws:iam::111111111111:role/payments"
  kubernetes_groups = ["payments-developers"]
}

resource "aws_eks_access_policy_association" "payments" {
  cluster_name  = "live"
  principal_arn = "arn:aws:iam::111111111111:role/payments"
  policy_arn    = "arn:aws:eks::aws:cluster-access-policy/AmazonEKSEditPolicy"

  access_scope {
    type       = "namespace"
    namespaces = ["payments-prod"]
  }
}
