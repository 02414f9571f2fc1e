module "web" {
  source  = "terraform-aws-modules/alb/aws"
  version = "~> 9.0"

  name = "web"
  listeners = {
    plain = {
      port     = 80
      protocol = "HTTP"
      redirect = { port = "443", protocol = "HTTPS", status_code = "HTTP_301" }
    }
    tls = {
      port            = 443
      protocol        = "HTTPS"
      certificate_arn = "arn:aws:acm:eu-central-1:111122223333:certificate/01234567-89ab-cdef-0123-456789abcdef"
      forward         = { target_group_key = "web" }
    }
  }
}
