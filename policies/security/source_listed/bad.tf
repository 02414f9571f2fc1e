terraform {
  required_providers {
    aws = { source = "hashicorp/aws", version = "~> 6.0" }
    evil = {
      source  = "example-org/evil"
      version = "1.0.0"
    }
  }
}
module "queue" {
  source  = "example-org/queue/aws"
  version = "1.0.0"
}

resource "helm_release" "queue" {
  name       = "queue"
  repository = "https://charts.example.net"
  chart      = "queue"
}
