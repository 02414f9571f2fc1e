resource "aws_sns_topic" "invoices" {
  name = "invoices"
}

resource "aws_s3_bucket" "invoices" {
  bucket = "invoices"
}
