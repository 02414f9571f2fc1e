resource "aws_cloudwatch_metric_alarm" "orders_5xx" {
  alarm_name          = "orders-5xx"
  comparison_operator = "GreaterThanThreshold"
  metric_name         = "HTTPCode_Target_5XX_Count"
  namespace           = "AWS/ApplicationELB"
  period              = 60
  evaluation_periods  = 3
  threshold           = 10
}

resource "aws_cloudwatch_metric_alarm" "orders_latency" {
  alarm_name          = "orders-latency"
  comparison_operator = "GreaterThanThreshold"
  metric_name         = "TargetResponseTime"
  namespace           = "AWS/ApplicationELB"
  period              = 60
  evaluation_periods  = 3
  threshold           = 1
  alarm_actions       = ["arn:aws:sns:eu-west-2:111111111111:pages"]
  actions_enabled     = false
}

resource "datadog_monitor" "orders_cpu" {
  name    = "CPU of orders"
  type    = "query alert"
  message = "The CPU of orders is busy."
  query   = "avg(last_5m):avg:system.cpu.user{service:orders} > 90"
  monitor_thresholds {
    critical = 90
  }
}
