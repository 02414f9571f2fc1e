resource "aws_db_instance" "orders" {
  identifier     = "orders"
  engine         = "postgres"
  instance_class = "db.t4g.small"
}

resource "aws_rds_cluster" "carts" {
  cluster_identifier      = "carts"
  backup_retention_period = 0
  engine                  = "aurora-postgresql"
}
