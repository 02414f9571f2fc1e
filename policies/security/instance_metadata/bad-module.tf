module "live" {
  source  = "terraform-aws-modules/eks/aws"
  version = "~> 20.0"

  cluster_name = "live"
  eks_managed_node_groups = {
    workers = {
      metadata_options = {
        http_tokens = "optional"
      }
    }
  }
}
