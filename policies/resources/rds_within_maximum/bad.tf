resource "aws_db_instance" "orders" {
  identifier            = "orders"
  engine                = "postgres"
  instance_class        = "db.r6g.16xlarge"
  allocated_storage     = 200
  max_allocated_storage = 32000
}

resource "aws_rds_cluster" "reports" {
  cluster_identifier = "reports"
  engine             = "aurora-postgresql"
  serverlessv2_scaling_configuration {
    max_capacity = 256
    min_capacity = 0.5
  }
}
