resource "aws_appmesh_route" "api" {
  name                = "api"
  mesh_name           = "payments"
  virtual_router_name = "api"

  spec {
    http_route {
      match {
        prefix = "/"
      }

      action {
        weighted_target {
          virtual_node = "api-v1"
          weight       = 10
        }

        weighted_target {
          virtual_node = "api-v2"
          weight       = 90
        }
      }
    }
  }
}
