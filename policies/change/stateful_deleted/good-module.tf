removed {
  from = module.invoices
  lifecycle {
    destroy = false
  }
}

moved {
  from = module.ledger
  to   = module.accounts
}

module "accounts" {
  source     = "terraform-aws-modules/rds/aws"
  identifier = "ledger"
}
