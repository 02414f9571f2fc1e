terraform {
  backend "s3" {
    bucket   = "states"
    role_arn = "arn:aws:iam::333333333333:role/state"
    key      = "payments/terraform.tfstate"
  }
}
