module "live" {
  source  = "terraform-aws-modules/eks/aws"
  version = "~> 20.0"

  cluster_name    = "live"
  cluster_version = "1.33"
}
