terraform {
  required_providers {
    aws = {
      source  = "hashicorp/aws"
      version = "~> 5.0"
    }
  }
}

resource "aws_eks_cluster" "main" {
  name    = "main"
  tags    = {}
  version = "1.32"
}

resource "aws_db_instance" "orders" {
  engine         = "postgres"
  engine_version = "15.6"
}

module "vpc" {
  source  = "terraform-aws-modules/vpc/aws"
  version = "~> 5.8"
}
