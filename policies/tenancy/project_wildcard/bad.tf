resource "kubernetes_manifest" "payments" {
  manifest = {
    apiVersion = "argoproj.io/v1alpha1"
    kind       = "AppProject"
    metadata = {
      name      = "payments"
      namespace = "argocd"
    }
    spec = {
      sourceRepos = ["*"]
      destinations = [{
        server    = "https://kubernetes.default.svc"
        namespace = "*"
      }]
      clusterResourceWhitelist = [{ group = "*", kind = "*" }]
    }
  }
}
