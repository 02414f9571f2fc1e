module "orders" {
  source  = "terraform-aws-modules/rds/aws"
  version = "~> 6.0"

  identifier        = "orders"
  engine            = "postgres"
  instance_class    = "db.t4g.small"
  storage_encrypted = false
}

module "workers" {
  source  = "terraform-aws-modules/autoscaling/aws"
  version = "~> 8.0"

  name          = "workers"
  min_size      = 1
  max_size      = 3
  instance_type = "m7i.large"
  block_device_mappings = [
    { device_name = "/dev/xvda", ebs = { volume_size = 80 } },
  ]
}

module "jobs" {
  source  = "terraform-aws-modules/sqs/aws"
  version = "~> 4.0"

  name                    = "jobs"
  sqs_managed_sse_enabled = false
}
