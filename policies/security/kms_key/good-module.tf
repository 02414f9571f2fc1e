module "orders" {
  source  = "terraform-aws-modules/kms/aws"
  version = "~> 3.0"

  description = "orders"
}
