module "web" {
  source  = "terraform-aws-modules/security-group/aws//modules/https-443"
  version = "~> 5.0"

  name                = "web"
  vpc_id              = "vpc-1"
  ingress_cidr_blocks = ["0.0.0.0/0"]
}
