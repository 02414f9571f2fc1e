terraform {
  backend "s3" {
    bucket         = "acme-states"
    key            = "shop"
    region         = "eu-west-2"
    dynamodb_table = "locks"
  }
}

resource "aws_sqs_queue" "orders" {
  name = "orders"
}
