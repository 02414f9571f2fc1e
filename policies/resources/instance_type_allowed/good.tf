resource "aws_eks_node_group" "workers" {
  cluster_name   = "live"
  node_role_arn  = "arn:aws:iam::123456789012:role/nodes"
  subnet_ids     = ["subnet-1"]
  instance_types = ["m7i.large", "m7i.xlarge"]
  scaling_config {
    desired_size = 3
    min_size     = 3
    max_size     = 6
  }
}

resource "aws_launch_template" "runners" {
  name_prefix   = "runners"
  image_id      = "ami-0123456789abcdef0"
  instance_type = "t3.large"
}

resource "aws_autoscaling_group" "spot" {
  min_size = 0
  max_size = 4
  mixed_instances_policy {
    launch_template {
      override { instance_type = "m7i.large" }
      override { instance_type = "c7i.xlarge" }
      launch_template_specification {
        launch_template_id = aws_launch_template.runners.id
      }
    }
  }
}
