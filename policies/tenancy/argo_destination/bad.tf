resource "kubernetes_manifest" "project" {
  manifest = {
    apiVersion = "argoproj.io/v1alpha1"
    kind       = "AppProject"
    metadata   = { name = "payments", namespace = "argocd" }
    spec = {
      sourceRepos  = ["https://github.com/acme/payments"]
      destinations = [{ server = "https://live.example.com", namespace = "payments-*" }]
    }
  }
}

resource "kubernetes_manifest" "api" {
  manifest = {
    apiVersion = "argoproj.io/v1alpha1"
    kind       = "Application"
    metadata   = { name = "api", namespace = "argocd" }
    spec = {
      project     = "payments"
      source      = { repoURL = "https://github.com/acme/payments", path = "k8s", targetRevision = "v1.4.0" }
      destination = { server = "https://manager.example.com", namespace = "payments-prod" }
    }
  }
}
