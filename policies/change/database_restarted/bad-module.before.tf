module "orders" {
  source            = "terraform-aws-modules/rds/aws"
  version           = "6.7.0"
  identifier        = "orders"
  engine            = "postgres"
  instance_class    = "db.m6g.large"
  allocated_storage = 50
}
