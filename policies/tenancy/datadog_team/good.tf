resource "datadog_monitor" "latency" {
  name    = "api is slow"
  type    = "metric alert"
  query   = "avg(last_5m):avg:trace.request.duration{service:api} > 1"
  message = "p99 is above a second. @slack-payments-alerts @slack-orders-alerts"
  tags    = ["service:api", "team:payments"]
}
