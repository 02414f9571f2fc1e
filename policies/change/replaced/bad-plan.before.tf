module "sessions" {
  source = "git::https://git.example.com/terraform-sessions.git?ref=v2.0.0"
}
