resource "aws_eks_node_group" "workers" {
  cluster_name  = "live"
  node_role_arn = "arn:aws:iam::123456789012:role/nodes"
  subnet_ids    = ["subnet-1"]
  scaling_config {
    desired_size = 3
    min_size     = 3
    max_size     = 200
  }
}

resource "aws_autoscaling_group" "workers" {
  min_size = 2
  max_size = 20
}

resource "aws_autoscaling_schedule" "morning" {
  scheduled_action_name  = "morning"
  autoscaling_group_name = aws_autoscaling_group.workers.name
  max_size               = 60
}
