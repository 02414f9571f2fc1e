resource "datadog_monitor" "disk" {
  name    = "Disk of the database"
  type    = "metric alert"
  query   = "avg(last_5m):avg:aws.rds.disk_used{service:orders} > 70"
  message = "The disk fills up. @slack-payments @pagerduty-payments"

  monitor_thresholds {
    critical = 70
  }
}
