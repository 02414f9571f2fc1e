module "orders" {
  source = "git::https://git.example.com/terraform-orders.git?ref=v1.4.0"
}
