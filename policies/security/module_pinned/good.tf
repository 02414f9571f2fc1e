module "orders" {
  source  = "terraform-aws-modules/rds/aws"
  version = "~> 6.0"
}

module "network" {
  source = "git::https://git.example.com/network.git?ref=v1.4.0"
}
