module "store" {
  source = "git::https://git.example.com/terraform-store.git?ref=v1.4.0"
}
