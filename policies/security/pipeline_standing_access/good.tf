resource "aws_eks_access_policy_association" "ci" {
  cluster_name  = "live"
  principal_arn = "arn:aws:iam::111111111111:role/github-actions"
  policy_arn    = "arn:aws:eks::aws:cluster-access-policy/AmazonEKSEditPolicy"

  access_scope {
    type       = "namespace"
    namespaces = ["payments-prod"]
  }
}
