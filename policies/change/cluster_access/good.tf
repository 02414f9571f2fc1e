resource "aws_eks_access_entry" "developers" {
  cluster_name      = "live"
  principal_arn     = "arn:aws:iam::111111111111:role/developers"
  kubernetes_groups = ["payments-developers"]

  tags = { team = "payments" }
}
