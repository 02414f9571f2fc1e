provider "aws" {
  alias               = "development"
  allowed_account_ids = ["222222222222"]
}

resource "aws_sns_topic_subscription" "orders" {
  topic_arn = "arn:aws:sns:eu-west-1:222222222222:orders"
  protocol  = "sqs"
  endpoint  = "arn:aws:sqs:eu-west-1:222222222222:orders"
}

resource "aws_db_instance" "payments" {
  identifier          = "payments"
  instance_class      = "db.t4g.medium"
  snapshot_identifier = "payments-dev-anonymised"
}

data "terraform_remote_state" "orders" {
  backend = "s3"
  config = {
    bucket = "acme-terraform"
    key    = "orders/dev/terraform.tfstate"
    region = "eu-west-1"
  }
}

data "aws_iam_policy_document" "reports" {
  statement {
    actions   = ["s3:GetObject"]
    resources = ["arn:aws:s3:::payments-reports-dev/*"]
  }
}

resource "aws_iam_policy" "reports" {
  name   = "reports"
  policy = data.aws_iam_policy_document.reports.json
}

data "aws_sns_topic" "refunds-dev" {
  name = "acme-08d1a3cf80881a8b"
}

resource "aws_sns_topic_subscription" "refunds" {
  topic_arn = data.aws_sns_topic.refunds-dev.arn
  protocol  = "sqs"
  endpoint  = "arn:aws:sqs:eu-west-1:222222222222:refunds"
}
