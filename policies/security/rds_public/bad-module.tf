module "orders" {
  source  = "terraform-aws-modules/rds/aws"
  version = "~> 6.0"

  identifier          = "orders"
  engine              = "postgres"
  instance_class      = "db.t4g.small"
  publicly_accessible = true
}

module "reports" {
  source  = "terraform-aws-modules/rds-aurora/aws"
  version = "~> 9.0"

  name   = "reports"
  engine = "aurora-postgresql"
  instances = {
    one = {}
    two = { publicly_accessible = true }
  }
}
