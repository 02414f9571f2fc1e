variable "region" {
  type    = string
  default = "eu-west-2"
}

output "place" {
  value = "${var.region}/${var.zone}"
}
