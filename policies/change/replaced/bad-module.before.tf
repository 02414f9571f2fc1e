module "orders" {
  source  = "terraform-aws-modules/dynamodb-table/aws"
  version = "~> 4.0"

  name       = "orders"
  hash_key   = "id"
  attributes = [{ name = "id", type = "S" }]
}
