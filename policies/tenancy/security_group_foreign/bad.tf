data "aws_security_group" "orders" {
  name = "orders-database"
}

resource "aws_security_group_rule" "peer" {
  type                     = "ingress"
  from_port                = 5432
  to_port                  = 5432
  protocol                 = "tcp"
  security_group_id        = "sg-0a1b2c3d"
  source_security_group_id = "222222222222/sg-0d4e5f6a"
}

resource "aws_security_group" "api" {
  name = "payments-api"

  ingress {
    from_port       = 443
    to_port         = 443
    protocol        = "tcp"
    security_groups = ["222222222222/sg-0d4e5f6a"]
  }
}
