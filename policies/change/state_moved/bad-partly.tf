terraform {
  backend "s3" {
    bucket = "acme-states"
    key    = "shop/prod"
  }
}

resource "aws_sqs_queue" "orders" {
  name = "orders"
}
