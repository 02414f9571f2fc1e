module "reports" {
  source  = "terraform-aws-modules/s3-bucket/aws"
  version = "~> 4.0"

  bucket        = "payments-reports"
  attach_policy = true
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Allow"
      Action    = "s3:GetObject"
      Resource  = "arn:aws:s3:::payments-reports/*"
      Principal = { AWS = "arn:aws:iam::222222222222:role/reader" }
    }]
  })
}
