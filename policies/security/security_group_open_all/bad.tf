resource "aws_security_group" "api" {
  name = "api"

  ingress {
    from_port   = 0
    to_port     = 0
    protocol    = "-1"
    cidr_blocks = ["0.0.0.0/0"] # everybody
  }
}

resource "aws_vpc_security_group_ingress_rule" "api" {
  security_group_id = "sg-1"
  ip_protocol       = "-1"
  cidr_ipv6         = "::/0" # everybody
}
