module "ledger" {
  source  = "terraform-aws-modules/rds/aws"
  version = "~> 6.0"

  identifier          = "ledger"
  engine              = "postgres"
  instance_class      = "db.t4g.small"
  deletion_protection = true
}
