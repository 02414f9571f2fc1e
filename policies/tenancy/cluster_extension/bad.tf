resource "kubernetes_validating_webhook_configuration_v1" "names" {
  metadata {
    name = "payments-names"
  }

  webhook {
    name                      = "names.payments.example.com"
    admission_review_versions = ["v1"]
    side_effects              = "None"

    client_config {
      service {
        name      = "names"
        namespace = "payments"
      }
    }

    rule {
      api_groups   = ["apps"]
      api_versions = ["v1"]
      operations   = ["CREATE"]
      resources    = ["deployments"]
      scope        = "Namespaced"
    }
  }
}

resource "kubernetes_priority_class_v1" "first" {
  metadata {
    name = "payments-first"
  }

  value = 1000000
}
