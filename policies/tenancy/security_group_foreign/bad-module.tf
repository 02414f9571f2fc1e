module "database" {
  source  = "terraform-aws-modules/security-group/aws"
  version = "5.1.0"

  name   = "payments-database"
  vpc_id = "vpc-0a1b2c3d"

  ingress_with_source_security_group_id = [
    {
      rule                     = "postgresql-tcp"
      source_security_group_id = "222222222222/sg-0d4e5f6a"
    },
  ]
}
