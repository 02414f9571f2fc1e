resource "kubernetes_validating_webhook_configuration_v1" "guard" {
  metadata {
    name = "guard"
  }

  webhook {
    name                      = "pods.guard.example.com"
    admission_review_versions = ["v1"]
    side_effects              = "None"
    failure_policy            = "Ignore"

    client_config {
      service {
        name      = "guard"
        namespace = "guard"
      }
    }

    rule {
      api_groups   = [""]
      api_versions = ["v1"]
      operations   = ["CREATE"]
      resources    = ["pods"]
    }
  }
}

resource "kubectl_manifest" "jobs" {
  yaml_body = <<-YAML
    apiVersion: apiextensions.k8s.io/v1
    kind: CustomResourceDefinition
    metadata:
      name: jobs.acme.example.com
    spec:
      group: acme.example.com
      names: {kind: Job, plural: jobs}
      scope: Namespaced
      versions:
        - name: v1
          served: true
          storage: true
          schema: {openAPIV3Schema: {type: object}}
  YAML
}
