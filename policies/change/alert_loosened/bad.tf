resource "datadog_monitor" "disk" {
  name    = "Disk of the database"
  type    = "metric alert"
  query   = "avg(last_5m):avg:aws.rds.disk_used{service:orders} > 95"
  message = "The disk fills up. @slack-payments @pagerduty-payments"

  monitor_thresholds {
    critical = 95
  }
}
