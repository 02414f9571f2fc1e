module "anything" {
  source  = "terraform-aws-modules/security-group/aws"
  version = "~> 5.0"

  name   = "anything"
  vpc_id = "vpc-1"

  ingress_with_cidr_blocks = [
    {
      rule        = "all-all"
      cidr_blocks = "0.0.0.0/0" # everybody
    },
  ]
}
