resource "aws_security_group" "bastion" {
  name = "bastion"

  ingress {
    from_port   = 22
    to_port     = 22
    protocol    = "tcp"
    cidr_blocks = ["0.0.0.0/0"] # everybody
  }
}

resource "aws_security_group_rule" "database" {
  type              = "ingress"
  security_group_id = "sg-1"
  from_port         = 5432
  to_port           = 5432
  protocol          = "tcp"
  cidr_blocks       = ["10.20.0.0/16", "128.0.0.0/1"] # half of everybody
}
