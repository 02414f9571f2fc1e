resource "aws_security_group" "api" {
  name = "api"

  ingress {
    from_port   = 443
    to_port     = 443
    protocol    = "tcp"
    cidr_blocks = ["10.20.30.0/24"]
  }
}

resource "aws_security_group_rule" "database" {
  type              = "ingress"
  security_group_id = "sg-1"
  from_port         = 8443
  to_port           = 8443
  protocol          = "tcp"
  cidr_blocks       = ["10.20.40.0/24"]
}
