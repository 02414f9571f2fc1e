module "invoices" {
  source = "terraform-aws-modules/s3-bucket/aws"
  bucket = "invoices"
}

module "ledger" {
  source     = "terraform-aws-modules/rds/aws"
  identifier = "ledger"
}
