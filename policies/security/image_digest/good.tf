resource "aws_ecs_task_definition" "api" {
  family = "api-prod"
  container_definitions = jsonencode([
    {
      name  = "api"
      image = "registry.example.com/api@sha256:9b2e0c1d4f5a6b7c8d9e0f1a2b3c4d5e6f708192a3b4c5d6e7f8091a2b3c4d5e"
    },
  ])
}
