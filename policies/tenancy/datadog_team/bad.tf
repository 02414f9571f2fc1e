resource "datadog_monitor" "latency" {
  name    = "api is slow"
  type    = "metric alert"
  query   = "avg(last_5m):avg:trace.request.duration{service:api} > 1"
  message = "p99 is above a second. @slack-payments-alerts"
}

resource "datadog_monitor" "errors" {
  name    = "api fails"
  type    = "metric alert"
  query   = "sum(last_5m):sum:trace.request.errors{service:api} > 10"
  message = "Requests fail. @pagerduty-orders @slack-orders-alerts"
  tags    = ["service:api", "team:orders"]
}
