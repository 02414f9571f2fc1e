resource "kubernetes_manifest" "api" {
  manifest = {
    apiVersion = "argoproj.io/v1alpha1"
    kind       = "Application"
    metadata = {
      name      = "api"
      namespace = "argocd"
    }
    spec = {
      project = "payments"
      source = {
        repoURL        = "https://github.com/acme/api"
        path           = "k8s/production"
        targetRevision = "v1.4.2"
      }
      destination = {
        server    = "https://kubernetes.default.svc"
        namespace = "payments"
      }
      syncPolicy = {
        automated = {
          selfHeal = false
        }
      }
    }
  }
}
