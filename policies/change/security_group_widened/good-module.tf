module "api" {
  source  = "terraform-aws-modules/security-group/aws"
  version = "~> 5.0"

  name   = "api"
  vpc_id = "vpc-1"

  ingress_rules       = ["https-443-tcp"]
  ingress_cidr_blocks = ["10.20.30.0/24"]
}
