data "aws_security_group" "database" {
  name = "payments-database"
}

resource "aws_security_group_rule" "peer" {
  type                     = "ingress"
  from_port                = 5432
  to_port                  = 5432
  protocol                 = "tcp"
  security_group_id        = data.aws_security_group.database.id
  source_security_group_id = "111111111111/sg-0d4e5f6a"
}
