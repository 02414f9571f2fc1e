data "terraform_remote_state" "orders" {
  backend = "s3"
  config = {
    bucket = "acme-terraform"
    key    = "orders/terraform.tfstate"
    region = "eu-west-1"
  }
}
