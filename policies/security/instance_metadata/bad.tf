resource "aws_launch_template" "workers" {
  name          = "workers"
  image_id      = "ami-0123456789abcdef0"
  instance_type = "m7i.large"
}

resource "aws_launch_template" "builders" {
  name          = "builders"
  image_id      = "ami-0123456789abcdef0"
  instance_type = "m7i.large"

  metadata_options {
    http_tokens                 = "optional"
    http_put_response_hop_limit = 3
  }
}
