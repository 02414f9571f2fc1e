module "alb" {
  source  = "terraform-aws-modules/alb/aws"
  version = "9.11.0"

  name = "api"

  listeners = {
    https = {
      port     = 443
      protocol = "HTTPS"
      weighted_forward = {
        target_groups = [
          { target_group_key = "api-v1", weight = 90 },
          { target_group_key = "api-v2", weight = 10 },
        ]
      }
    }
  }
}
