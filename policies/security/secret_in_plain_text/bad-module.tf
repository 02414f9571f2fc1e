variable "password" {
  type      = string
  sensitive = true
}

module "main" {
  source  = "terraform-aws-modules/rds/aws"
  version = "~> 6.0"

  identifier                  = "main"
  engine                      = "postgres"
  username                    = "api"
  password                    = "kie7Vah5ooth"
  manage_master_user_password = false
}
