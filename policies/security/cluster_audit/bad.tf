resource "aws_eks_cluster" "live" {
  name     = "live"
  version  = "1.27"
  role_arn = "arn:aws:iam::111122223333:role/eks"

  vpc_config {
    subnet_ids = ["subnet-1", "subnet-2"]
  }
}
