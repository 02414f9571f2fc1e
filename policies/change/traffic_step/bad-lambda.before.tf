resource "aws_lambda_alias" "live" {
  name             = "live"
  function_name    = "api"
  function_version = "1"

  routing_config {
    additional_version_weights = {
      "2" = 0.10
    }
  }
}
