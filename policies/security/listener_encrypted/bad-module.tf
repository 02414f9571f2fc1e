module "web" {
  source  = "terraform-aws-modules/alb/aws"
  version = "~> 9.0"

  name = "web"
  listeners = {
    plain = {
      protocol = "HTTP"
      port     = 80
      forward  = { target_group_key = "web" }
    }
    tls = {
      port            = 443
      ssl_policy      = "ELBSecurityPolicy-TLS-1-1-2017-01"
      protocol        = "HTTPS"
      certificate_arn = "arn:aws:acm:eu-central-1:111122223333:certificate/01234567-89ab-cdef-0123-456789abcdef"
      forward         = { target_group_key = "web" }
    }
  }
}
