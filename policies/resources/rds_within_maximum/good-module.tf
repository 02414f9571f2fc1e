module "orders" {
  source  = "terraform-aws-modules/rds/aws"
  version = "~> 6.0"

  identifier            = "orders"
  engine                = "postgres"
  instance_class        = "db.m7g.large"
  allocated_storage     = 100
  max_allocated_storage = 400
}
