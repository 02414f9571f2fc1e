terraform {
  backend "s3" {
    bucket = "acme-states"
    key    = "shop/prod"
    region = "eu-west-2"
  }
}

import {
  to = aws_sqs_queue.orders
  id = "https://sqs.eu-west-2.amazonaws.com/111111111111/orders"
}

resource "aws_sqs_queue" "orders" {
  name = "orders"
}
