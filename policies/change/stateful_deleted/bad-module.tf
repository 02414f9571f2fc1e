module "topic" {
  source = "terraform-aws-modules/sns/aws"
}
