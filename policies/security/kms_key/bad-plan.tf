variable "readers" {}

resource "aws_kms_key_policy" "shared" {
  key_id = "1234abcd-12ab-34cd-56ef-1234567890ab"
  policy = jsonencode({
    Version   = "2012-10-17"
    Statement = [{ Effect = "Allow", Action = ["kms:Decrypt"], Principal = { AWS = var.readers }, Resource = "*" }]
  })
}
