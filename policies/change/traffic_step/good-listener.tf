resource "aws_lb_listener" "api" {
  load_balancer_arn = "arn:aws:elasticloadbalancing:eu-central-1:111111111111:loadbalancer/app/api/1"
  port              = 443

  default_action {
    type = "forward"

    forward {
      target_group {
        arn    = "arn:aws:elasticloadbalancing:eu-central-1:111111111111:targetgroup/v1/1"
        weight = 70
      }

      target_group {
        arn    = "arn:aws:elasticloadbalancing:eu-central-1:111111111111:targetgroup/v2/2"
        weight = 30
      }
    }
  }
}
