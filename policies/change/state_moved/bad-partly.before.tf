terraform {
  backend "s3" {
    bucket = "acme-states"
  }
}

resource "aws_sqs_queue" "orders" {
  name = "orders"
}
