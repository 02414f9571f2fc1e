provider "aws" {
  alias               = "development"
  allowed_account_ids = ["222222222222"]
}

resource "aws_sns_topic_subscription" "orders" {
  topic_arn = "arn:aws:sns:eu-west-1:111111111111:orders"
  protocol  = "sqs"
  endpoint  = "arn:aws:sqs:eu-west-1:222222222222:orders"
}

resource "aws_db_instance" "copy" {
  identifier          = "payments"
  instance_class      = "db.t4g.medium"
  snapshot_identifier = "rds:payments-prod-2027-01-01"
}

data "terraform_remote_state" "orders" {
  backend = "s3"
  config = {
    bucket = "acme-terraform"
    key    = "orders/prod/terraform.tfstate"
    region = "eu-west-1"
  }
}

data "aws_ssm_parameter" "topic" {
  name = "/orders-prod/topic-arn"
}

data "aws_iam_policy_document" "reports" {
  statement {
    actions   = ["s3:GetObject"]
    resources = ["arn:aws:s3:::payments-reports-prod/*"]
  }
}

resource "aws_iam_policy" "reports" {
  name   = "reports"
  policy = data.aws_iam_policy_document.reports.json
}

data "aws_sns_topic" "refunds-prod" {
  name = "acme-97e6567cf80881a8"
}

resource "aws_sns_topic_subscription" "refunds" {
  topic_arn = data.aws_sns_topic.refunds-prod.arn
  protocol  = "sqs"
  endpoint  = "arn:aws:sqs:eu-west-1:222222222222:refunds"
}
