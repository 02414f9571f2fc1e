resource "kubernetes_job_v1" "import" {
  metadata {
    name      = "import"
    namespace = "shop"
  }

  spec {
    ttl_seconds_after_finished = "86400"

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
        active_deadline_seconds = 3600

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
