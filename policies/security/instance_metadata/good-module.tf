module "live" {
  source  = "terraform-aws-modules/eks/aws"
  version = "~> 20.0"

  cluster_name = "live"
  eks_managed_node_groups = {
    workers = {}
  }
}

module "builders" {
  source  = "terraform-aws-modules/autoscaling/aws"
  version = "~> 8.0"

  name     = "builders"
  min_size = 0
  max_size = 3
  metadata_options = {
    http_tokens = "required"
  }
}
