module "orders" {
  source  = "terraform-aws-modules/rds/aws"
  version = "~> 6.0"

  identifier     = "orders"
  engine         = "postgres"
  instance_class = "db.t4g.small"
}
