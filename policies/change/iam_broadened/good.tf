resource "aws_iam_policy" "reports" {
  name = "reports"
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect   = "Allow"
      Action   = ["s3:GetObject", "s3:PutObject"]
      Resource = ["arn:aws:s3:::reports/*"]
    }]
  })
}

resource "aws_iam_role" "reports" {
  name        = "reports"
  description = "reads reports"
  assume_role_policy = jsonencode({ # trust
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Allow"
      Action    = "sts:AssumeRole"
      Principal = { Service = "ec2.amazonaws.com" }
    }]
  })
}

data "aws_iam_policy_document" "queue" {
  statement { # queue
    actions   = ["sqs:SendMessage"]
    resources = ["arn:aws:sqs:eu-west-2:111111111111:reports"]
  }
}
