variable "region" {
  type    = string
  default = "eu-west-2"
}

variable "zone" {
  type    = string
  default = "a"
}

output "place" {
  value = "${var.region}/${var.zone}"
}
