module "records" {
  source  = "terraform-aws-modules/route53/aws//modules/records"
  version = "4.1.0"
  zone_id = "Z0123456789"
  records = [
    {
      name    = "api"
      type    = "CNAME"
      records = ["blue.example.com"]
      ttl     = 60
    },
  ]
}
