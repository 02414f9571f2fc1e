module "runners" {
  source  = "terraform-aws-modules/autoscaling/aws"
  version = "~> 8.0"

  name     = "runners"
  max_size = 5

  block_device_mappings = [
    {
      device_name = "/dev/xvda"
      ebs = {
        volume_size = 1000
      }
    }
  ]
}
