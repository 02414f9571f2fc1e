resource "aws_dynamodb_table" "orders" {
  name         = "orders"
  billing_mode = "PAY_PER_REQUEST"
  hash_key     = "id"
}

resource "aws_db_instance" "orders" {
  engine            = "postgres"
  instance_class    = "db.t4g.large"
  storage_encrypted = true
}

resource "aws_s3_bucket" "receipts" {
  bucket = "receipts"
  tags   = { team = "payments" }
}
