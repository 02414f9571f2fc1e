provider "aws" {
  alias               = "production"
  allowed_account_ids = ["111111111111"]
}

resource "aws_s3_bucket_policy" "reports" {
  bucket = "payments-reports"
  policy = jsonencode({
    Statement = [{
      Effect    = "Allow"
      Principal = { AWS = "arn:aws:iam::111111111111:role/reports" }
      Action    = "s3:GetObject"
      Resource  = "arn:aws:s3:::payments-reports/*"
    }]
  })
}
