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
  password                    = var.password
  manage_master_user_password = false
}
