resource "aws_ecs_task_definition" "api" {
  family = "api"
  memory = 1024
  cpu    = 512
  container_definitions = jsonencode([
    {
      name  = "api"
      image = "registry.example.com/api:1.4.2"
    },
  ])
}
