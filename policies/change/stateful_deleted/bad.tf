resource "aws_sns_topic" "invoices" {
  name = "invoices"
}
