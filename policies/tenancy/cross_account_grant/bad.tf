resource "aws_s3_bucket_policy" "reports" {
  bucket = "payments-reports"
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Allow"
      Action    = "s3:GetObject"
      Resource  = "arn:aws:s3:::payments-reports/*"
      Principal = { AWS = "arn:aws:iam::999999999999:root" }
    }]
  })
}
