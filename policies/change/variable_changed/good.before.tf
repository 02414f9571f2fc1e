resource "aws_ecs_task_definition" "checkout" {
  family = "checkout"
  container_definitions = jsonencode([{
    name  = "checkout"
    image = "registry.example/shop/checkout:1.4.0"
    environment = [
      { name = "LOG_LEVEL", value = "info" },
      { name = "PAYMENT_GATEWAY", value = "gate-1.example.com" },
    ]
  }])
}
