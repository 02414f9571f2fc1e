resource "aws_kms_key" "orders" {
  description             = "orders"
  deletion_window_in_days = 30
}

resource "aws_kms_key_policy" "shared" {
  key_id = "1234abcd-12ab-34cd-56ef-1234567890ab"
  policy = jsonencode({ # everybody
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Allow"
      Principal = "*"
      Action    = ["kms:Decrypt", "kms:GenerateDataKey"]
      Resource  = "*"
    }]
  })
}
