locals {
  cluster = "${local.name}-cluster"
  name    = trimsuffix(local.cluster, "-cluster")
}

resource "aws_sns_topic" "alerts" {
  name = local.name
}
