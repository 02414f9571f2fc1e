resource "aws_lambda_function" "import" {
  function_name = "import"
  role          = "arn:aws:iam::123456789012:role/import"
  package_type  = "Image"
  image_uri     = "123456789012.dkr.ecr.eu-central-1.amazonaws.com/import:1.4.2"
  memory_size   = 10240
}

resource "aws_lambda_function" "thumbnails" {
  function_name                  = "thumbnails"
  role                           = "arn:aws:iam::123456789012:role/thumbnails"
  package_type                   = "Image"
  image_uri                      = "123456789012.dkr.ecr.eu-central-1.amazonaws.com/thumbnails:2.0.0"
  publish                        = true
  memory_size                    = 512
  reserved_concurrent_executions = 900
}

resource "aws_lambda_provisioned_concurrency_config" "thumbnails" {
  function_name                     = aws_lambda_function.thumbnails.function_name
  qualifier                         = "1"
  provisioned_concurrent_executions = 300
}
