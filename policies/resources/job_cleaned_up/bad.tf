resource "kubernetes_job_v1" "import" {
  metadata {
    name      = "import"
    namespace = "shop"
  }

  spec {
    template {
      metadata {}
      spec {
        restart_policy = "Never"
        container {
          name  = "import"
          image = "registry.example.com/import:1.4.2"
        }
      }
    }
  }
}

resource "kubernetes_cron_job_v1" "report" {
  metadata {
    name      = "report"
    namespace = "shop"
  }

  spec {
    schedule           = "0 3 * * *"
    concurrency_policy = "Forbid"

    job_template {
      metadata {}
      spec {
        template {
          metadata {}
          spec {
            restart_policy = "Never"
            container {
              name  = "report"
              image = "registry.example.com/report:1.4.2"
            }
          }
        }
      }
    }
  }
}
