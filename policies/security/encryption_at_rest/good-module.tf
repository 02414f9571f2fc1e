module "orders" {
  source  = "terraform-aws-modules/rds/aws"
  version = "~> 6.0"

  identifier     = "orders"
  engine         = "postgres"
  instance_class = "db.t4g.small"
}

module "workers" {
  source  = "terraform-aws-modules/autoscaling/aws"
  version = "~> 8.0"

  name          = "workers"
  min_size      = 1
  max_size      = 3
  instance_type = "m7i.large"
  block_device_mappings = [
    { device_name = "/dev/xvda", ebs = { volume_size = 80, encrypted = true } },
  ]
}
