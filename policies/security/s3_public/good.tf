resource "aws_s3_bucket" "assets" {
  bucket = "assets"
  acl    = "private"
}

resource "aws_s3_bucket_acl" "reports" {
  bucket = "reports"
  acl    = "private"
}

resource "aws_s3_bucket_policy" "reports" {
  bucket = "reports"
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Allow"
      Principal = "*"
      Action    = "s3:GetObject"
      Resource  = "arn:aws:s3:::reports/*"
      Condition = { StringEquals = { "aws:PrincipalOrgID" = "o-acme" } }
    }]
  })
}
