resource "aws_s3_bucket" "invoices" {
  bucket = "invoices"
  tags   = { team = "payments" }
}
