resource "aws_iam_access_key" "old" {
  user   = "ci"
  status = "Inactive"
}

resource "aws_iam_user" "ci" {
  name = "ci"
}
