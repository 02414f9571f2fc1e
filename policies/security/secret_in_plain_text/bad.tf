resource "aws_db_instance" "main" {
  identifier = "main"
  username   = "api"
  password   = "kie7Vah5ooth"
}
