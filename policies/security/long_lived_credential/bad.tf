resource "aws_iam_access_key" "ci" {
  user = "ci"
}

resource "aws_iam_user_login_profile" "ci" {
  user = "ci"
}
