module "topic" {
  source = "terraform-aws-modules/sns/aws"
}

module "invoices" {
  source = "terraform-aws-modules/s3-bucket/aws"
  bucket = "invoices"
}
