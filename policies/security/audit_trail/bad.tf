resource "aws_cloudtrail" "main" {
  name                  = "main"
  s3_bucket_name        = "acme-trail"
  enable_logging        = false
  is_multi_region_trail = false
}

resource "aws_vpc" "main" {
  cidr_block = "10.0.0.0/16"
}
