resource "kubernetes_manifest" "api" {
  manifest = {
    apiVersion = "gateway.networking.k8s.io/v1"
    kind       = "HTTPRoute"
    metadata   = { name = "api", namespace = "payments-prod" }
    spec = {
      hostnames = ["pay.example.com"]
      rules = [{
        backendRefs = [{
          name      = "api"
          namespace = "payments-prod"
          port      = 8080
        }]
      }]
    }
  }
}
