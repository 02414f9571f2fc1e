module "main" {
  source  = "terraform-aws-modules/vpc/aws"
  version = "~> 5.0"

  name                      = "main"
  cidr                      = "10.0.0.0/16"
  enable_flow_log           = true
  flow_log_destination_type = "s3"
  flow_log_destination_arn  = "arn:aws:s3:::acme-flow-logs"
}
