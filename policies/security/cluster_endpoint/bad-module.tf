module "live" {
  source  = "terraform-aws-modules/eks/aws"
  version = "~> 20.0"

  cluster_name                         = "live"
  cluster_version                      = "1.33"
  cluster_endpoint_public_access_cidrs = ["0.0.0.0/0"]
  cluster_endpoint_public_access       = true
}
