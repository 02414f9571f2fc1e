resource "aws_ecs_task_definition" "api" {
  family = "api-prod"
  container_definitions = jsonencode([
    {
      name  = "api"
      image = "registry.example.com/api:1.4.2"
    },
  ])
}
