locals {
  cluster = "${local.name}-cluster"
  name    = "payments"
}

resource "aws_sns_topic" "alerts" {
  name = local.name
}
