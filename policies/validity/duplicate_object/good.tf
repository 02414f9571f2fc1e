resource "kubernetes_secret" "input" {
  metadata {
    name      = "bucket-input"
    namespace = "payments"
  }
}

resource "kubernetes_secret" "output" {
  metadata {
    name      = "bucket-output"
    namespace = "payments"
  }
}

resource "aws_sqs_queue" "orders" {
  name = "orders"
}

resource "aws_sqs_queue" "refunds" {
  name = "refunds"
}
