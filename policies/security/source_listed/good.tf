terraform {
  required_providers {
    aws = { source = "hashicorp/aws", version = "~> 6.0" }
  }
}

module "queue" {
  source  = "terraform-aws-modules/sqs/aws"
  version = "~> 5.0"
}

resource "helm_release" "queue" {
  name       = "queue"
  repository = "https://charts.example.com/stable"
  chart      = "queue"
}
