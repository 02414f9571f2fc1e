module "bastion" {
  source  = "terraform-aws-modules/security-group/aws"
  version = "~> 5.0"

  name   = "bastion"
  vpc_id = "vpc-1"

  ingress_cidr_blocks = ["0.0.0.0/0"] # everybody
  ingress_rules       = ["ssh-tcp", "https-443-tcp"]
}

module "database" {
  source  = "terraform-aws-modules/security-group/aws"
  version = "~> 5.0"

  name   = "database"
  vpc_id = "vpc-1"

  ingress_with_cidr_blocks = [
    {
      rule        = "postgresql-tcp"
      cidr_blocks = "10.20.0.0/16,0.0.0.0/0" # everybody
    },
  ]
}
