resource "aws_db_instance" "ledger" {
  identifier          = "ledger"
  engine              = "postgres"
  deletion_protection = false
  skip_final_snapshot = false
  instance_class      = "db.t4g.small"
}

resource "aws_s3_bucket" "invoices" {
  bucket        = "invoices"
  force_destroy = false
}
