resource "aws_db_instance" "orders" {
  identifier              = "orders"
  engine                  = "postgres"
  instance_class          = "db.t4g.small"
  backup_retention_period = 7
  deletion_protection     = true
}

resource "aws_db_instance" "orders_reader" {
  identifier          = "orders-reader"
  instance_class      = "db.t4g.small"
  replicate_source_db = "orders"
}

resource "aws_rds_cluster" "carts" {
  cluster_identifier  = "carts"
  engine              = "aurora-postgresql"
  deletion_protection = true
}
