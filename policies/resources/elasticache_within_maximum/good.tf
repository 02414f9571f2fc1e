resource "aws_elasticache_cluster" "sessions" {
  cluster_id      = "sessions"
  engine          = "memcached"
  node_type       = "cache.r6g.large"
  num_cache_nodes = 2
}

resource "aws_elasticache_replication_group" "carts" {
  replication_group_id    = "carts"
  description             = "Carts"
  num_node_groups         = 3
  node_type               = "cache.t4g.medium"
  replicas_per_node_group = 1
}

resource "aws_elasticache_replication_group" "prices" {
  replication_group_id = "prices"
  description          = "Prices"
  node_type            = "cache.r7g.2xlarge"
  num_cache_clusters   = 3
}
