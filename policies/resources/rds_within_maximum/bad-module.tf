module "orders" {
  source  = "terraform-aws-modules/rds/aws"
  version = "~> 6.0"

  identifier        = "orders"
  engine            = "postgres"
  instance_class    = "db.m7g.12xlarge"
  allocated_storage = 4000
}
