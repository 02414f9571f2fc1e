module "orders" {
  source = "terraform-aws-modules/rds/aws"
}

module "network" {
  source = "git::https://git.example.com/network.git"
}

module "queue" {
  source = "git::https://git.example.com/queue.git?ref=main"
}
