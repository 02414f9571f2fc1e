module "web" {
  source  = "terraform-aws-modules/security-group/aws"
  version = "~> 5.0"

  name   = "web"
  vpc_id = "vpc-1"

  ingress_with_cidr_blocks = [
    {
      rule        = "https-443-tcp"
      cidr_blocks = "0.0.0.0/0"
    },
    {
      rule        = "all-all"
      cidr_blocks = "10.20.0.0/16"
    },
  ]
}
