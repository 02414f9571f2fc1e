resource "aws_route53_record" "api" {
  zone_id = "Z0123456789"
  name    = "api.example.com"
  type    = "CNAME"
  records = ["green.example.com"]
  ttl     = 300
}
