resource "kubernetes_manifest" "api" {
  manifest = {
    apiVersion = "argoproj.io/v1alpha1"
    kind       = "Application"
    metadata   = { name = "api", namespace = "argocd" }
    spec = {
      project     = "payments"
      source      = { repoURL = "https://github.com/acme/payments", path = "k8s", targetRevision = "v1.4.0" }
      destination = { server = "https://kubernetes.default.svc", namespace = "payments-prod" }
    }
  }
}
