resource "kubernetes_manifest" "worker" {
  manifest = {
    apiVersion = "keda.sh/v1alpha1"
    kind       = "ScaledObject"
    metadata = {
      name      = "worker"
      namespace = "payments"
    }
    spec = {
      scaleTargetRef  = { name = "worker" }
      maxReplicaCount = 40
      triggers = [{
        type = "aws-sqs-queue"
        metadata = {
          queueURL    = "https://sqs.eu-central-1.amazonaws.com/111111111111/orders"
          queueLength = "5"
          awsRegion   = "eu-central-1"
        }
      }]
    }
  }
}
