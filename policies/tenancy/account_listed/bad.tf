provider "aws" {
  allowed_account_ids = ["333333333333"]
}

provider "aws" {
  alias  = "dns"
  region = "us-east-1"
  assume_role {
    role_arn = "arn:aws:iam::555555555555:role/dns"
  }
}
