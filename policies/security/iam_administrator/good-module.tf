module "deploy" {
  source  = "terraform-aws-modules/iam/aws//modules/iam-assumable-role"
  version = "~> 5.0"

  create_role            = true
  role_name              = "deploy"
  trusted_role_arns      = ["arn:aws:iam::111122223333:root"]
  attach_readonly_policy = true
}

module "releases" {
  source  = "terraform-aws-modules/iam/aws//modules/iam-policy"
  version = "~> 5.0"

  name = "releases"
  policy = jsonencode({
    Version   = "2012-10-17"
    Statement = [{ Effect = "Allow", Action = ["s3:PutObject"], Resource = "arn:aws:s3:::releases/*" }]
  })
}
