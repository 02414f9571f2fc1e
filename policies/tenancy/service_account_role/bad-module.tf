module "irsa" {
  source  = "terraform-aws-modules/iam/aws//modules/iam-role-for-service-accounts-eks"
  version = "5.39.0"

  role_name = "api"
  oidc_providers = {
    main = {
      provider_arn               = "arn:aws:iam::111111111111:oidc-provider/oidc.eks.eu-west-1.amazonaws.com/id/ABC"
      namespace_service_accounts = ["orders-prod:api"]
    }
  }
}
