resource "aws_route53_record" "blue" {
  zone_id        = "Z1"
  name           = "api.example.com"
  type           = "CNAME"
  ttl            = 60
  set_identifier = "blue"
  records        = ["blue.example.com"]

  weighted_routing_policy {
    weight = 90
  }
}

resource "aws_route53_record" "green" {
  zone_id        = "Z1"
  name           = "api.example.com"
  type           = "CNAME"
  ttl            = 60
  set_identifier = "green"
  records        = ["green.example.com"]

  weighted_routing_policy {
    weight = 10 # green
  }
}
