terraform {
  backend "s3" {
    bucket = "acme-states"
    key    = "shop/prod"
    region = "eu-west-2"
  }
}
