resource "aws_db_instance" "orders" {
  identifier        = "orders"
  engine            = "postgres"
  engine_version    = "15.4"
  instance_class    = "db.m6g.large"
  allocated_storage = 50
  apply_immediately = true
}

resource "aws_db_instance" "carts" {
  identifier           = "carts"
  engine               = "postgres"
  instance_class       = "db.m6g.large"
  parameter_group_name = "carts-14"
  allocated_storage    = 50
}

resource "aws_elasticache_replication_group" "sessions" {
  replication_group_id = "sessions"
  description          = "Sessions"
  node_type            = "cache.t4g.micro"
}
