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
  version = "1.33"
}

resource "aws_db_instance" "orders" {
  engine         = "postgres"
  engine_version = "15.4"
}

module "vpc" {
  source  = "terraform-aws-modules/vpc/aws"
  version = "~> 5.0"
}
