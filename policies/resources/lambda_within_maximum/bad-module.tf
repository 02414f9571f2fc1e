module "import" {
  source  = "terraform-aws-modules/lambda/aws"
  version = "~> 8.0"

  function_name = "import"
  handler       = "index.handler"
  runtime       = "nodejs22.x"
  memory_size   = 8192
}
