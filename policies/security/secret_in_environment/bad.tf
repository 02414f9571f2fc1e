resource "aws_ecs_task_definition" "api" {
  family = "api"
  container_definitions = jsonencode([
    {
      name        = "api"
      image       = "registry.example.com/api:1.4.2"
      environment = [{ name = "DB_PASSWORD", value = "kie7Vah5ooth" }]
    },
  ])
}
