resource "aws_launch_template" "workers" {
  name          = "workers"
  image_id      = "ami-0123456789abcdef0"
  instance_type = "m7i.large"

  metadata_options {
    http_tokens                 = "required"
    http_put_response_hop_limit = 1
  }
}

resource "aws_instance" "bastion" {
  ami           = "ami-0123456789abcdef0"
  instance_type = "t4g.nano"

  metadata_options {
    http_tokens = "required"
  }
}

resource "aws_instance" "new" {
  ami           = "ami-0123456789abcdef0"
  instance_type = "m8g.large"
}
