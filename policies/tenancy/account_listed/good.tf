terraform {
  backend "s3" {
    bucket   = "states"
    role_arn = "arn:aws:iam::222222222222:role/state"
    key      = "payments/terraform.tfstate"
  }
}

provider "aws" {
  alias               = "pinned"
  allowed_account_ids = ["222222222222"]
}

provider "aws" {
  alias = "ci"
  assume_role {
    role_arn = "arn:aws:iam::222222222222:role/ci"
  }
}
