provider "aws" {
  alias               = "production"
  allowed_account_ids = ["111111111111"]
}

resource "aws_s3_bucket_policy" "reports" {
  bucket = "payments-reports"
  policy = jsonencode({
    Statement = [{
      Effect    = "Allow"
      Principal = { AWS = "arn:aws:iam::222222222222:root" }
      Action    = "s3:GetObject"
      Resource  = "arn:aws:s3:::payments-reports/*"
    }]
  })
}

resource "aws_sns_topic_subscription" "orders" {
  topic_arn = "arn:aws:sns:eu-west-1:111111111111:orders"
  protocol  = "sqs"
  endpoint  = "arn:aws:sqs:eu-west-1:222222222222:orders"
}
