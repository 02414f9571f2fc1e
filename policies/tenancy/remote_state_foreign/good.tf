data "terraform_remote_state" "network" {
  backend = "s3"
  config = {
    bucket = "acme-terraform"
    key    = "network/terraform.tfstate"
    region = "eu-west-1"
  }
}

data "aws_ssm_parameter" "orders_queue" {
  name = "/orders/queue"
}
