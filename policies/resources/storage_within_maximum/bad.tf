resource "aws_ebs_volume" "archive" {
  availability_zone = "eu-central-1a"
  size              = 2000
  type              = "io2"
  iops              = 64000
}

resource "aws_launch_template" "runners" {
  block_device_mappings {
    device_name = "/dev/xvda"
    ebs {
      volume_size = 1000
    }
  }
}
