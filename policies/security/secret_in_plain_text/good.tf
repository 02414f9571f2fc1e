variable "password" {
  type      = string
  sensitive = true
}

resource "aws_db_instance" "main" {
  identifier = "main"
  username   = "api"
  password   = var.password
}
