resource "aws_ecs_task_definition" "api" {
  family = "api"
  container_definitions = jsonencode([
    {
      name  = "proxy"
      image = "public.ecr.aws/nginx/nginx:1.27.3"
    },
  ])
}
