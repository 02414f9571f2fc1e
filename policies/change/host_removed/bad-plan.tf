module "names" {
  source = "git::https://git.example.com/terraform-names.git?ref=v1.5.0"
}
