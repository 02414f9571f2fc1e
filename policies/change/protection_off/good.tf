resource "aws_db_instance" "ledger" {
  identifier          = "ledger"
  engine              = "postgres"
  deletion_protection = true
  skip_final_snapshot = false
  instance_class      = "db.t4g.large"
}

resource "aws_s3_bucket" "invoices" {
  bucket        = "invoices"
  force_destroy = false
  tags          = { team = "payments" }
}
