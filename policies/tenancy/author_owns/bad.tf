resource "aws_route53_record" "api" {
  zone_id = "Z0123456789"
  name    = "api.pay.example.com"
  type    = "CNAME"
  ttl     = 60
  records = ["search.example.net"]
}
