resource "kubernetes_manifest" "payments" {
  manifest = {
    apiVersion = "argoproj.io/v1alpha1"
    kind       = "AppProject"
    metadata = {
      name      = "payments"
      namespace = "argocd"
    }
    spec = {
      sourceRepos = ["https://github.com/acme/payments-*"]
      destinations = [{
        server    = "https://kubernetes.default.svc"
        namespace = "payments-*"
      }]
      clusterResourceWhitelist = [{ group = "", kind = "Namespace" }]
    }
  }
}
