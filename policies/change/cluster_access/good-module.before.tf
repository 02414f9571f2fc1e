module "live" {
  source  = "terraform-aws-modules/eks/aws"
  version = "~> 20.0"

  cluster_name    = "live"
  cluster_version = "1.33"

  access_entries = {
    nodes = {
      principal_arn = "arn:aws:iam::111111111111:role/nodes"
      type          = "EC2_LINUX"
    }
    developers = {
      principal_arn     = "arn:aws:iam::111111111111:role/developers"
      kubernetes_groups = ["payments-developers"]
    }
  }
}
