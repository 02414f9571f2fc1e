resource "aws_eks_cluster" "live" {
  name                      = "live"
  version                   = "1.33"
  role_arn                  = "arn:aws:iam::111122223333:role/eks"
  enabled_cluster_log_types = ["audit", "authenticator"]

  vpc_config {
    subnet_ids = ["subnet-1", "subnet-2"]
  }
}
