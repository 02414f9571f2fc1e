
resource "aws_route53_record" "api" {
  zone_id = "Z0123456789"
  name    = "api.example.com"
  type    = "CNAME"
  ttl     = 60
  records = ["blue.example.com"]
}

resource "aws_route53_record" "next" {
  zone_id = "Z0123456789"
  name    = "next.example.com"
  type    = "CNAME"
  ttl     = 300
  records = ["green.example.com"]
}
