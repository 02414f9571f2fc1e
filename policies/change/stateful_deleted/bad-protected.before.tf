resource "aws_sns_topic" "orders" {
  name = "orders"
}

resource "aws_db_instance" "orders" {
  identifier          = "orders"
  instance_class      = "db.t4g.medium"
  deletion_protection = true
}
