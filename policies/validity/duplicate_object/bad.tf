resource "kubernetes_secret" "input" {
  metadata {
    name      = "bucket" # first
    namespace = "payments"
  }
}

resource "kubernetes_secret" "output" {
  metadata {
    name      = "bucket" # second
    namespace = "payments"
  }
}

resource "aws_sqs_queue" "orders" {
  name = "orders"
}

resource "aws_sqs_queue" "orders" {
  name = "refunds"
}
