module "eks" {
  source  = "terraform-aws-modules/eks/aws"
  version = "~> 21.0"

  name               = "live"
  kubernetes_version = "1.33"
  eks_managed_node_groups = {
    workers = {
      instance_types = ["c7i.large"]
      min_size       = 3
      max_size       = 6
    }
  }
}
