module "orders" {
  source  = "terraform-aws-modules/dynamodb-table/aws"
  version = "~> 4.0"

  name       = "orders"
  hash_key   = "order_id"
  attributes = [{ name = "order_id", type = "S" }]
}
