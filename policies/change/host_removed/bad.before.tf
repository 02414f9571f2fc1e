resource "aws_route53_record" "old" {
  zone_id = "Z0123456789"
  name    = "old.example.com"
  type    = "CNAME"
  ttl     = 300
  records = ["shop.example.com"]
}

resource "aws_route53_record" "api" {
  zone_id = "Z0123456789"
  name    = "api.example.com"
  type    = "CNAME"
  ttl     = 300
  records = ["blue.example.com"]
}
