module "carts" {
  source  = "terraform-aws-modules/elasticache/aws"
  version = "~> 1.6"

  replication_group_id    = "carts"
  engine                  = "valkey"
  node_type               = "cache.t4g.medium"
  num_node_groups         = 12
  replicas_per_node_group = 1
}
