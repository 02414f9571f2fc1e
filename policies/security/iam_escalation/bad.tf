resource "aws_iam_policy" "deploy" {
  name = "deploy"
  policy = jsonencode({ # any role
    Version   = "2012-10-17"
    Statement = [{ Effect = "Allow", Action = ["iam:GetRole", "iam:PutRolePolicy"], Resource = "*" }]
  })
}

resource "aws_iam_role_policy" "pipeline" {
  name   = "pipeline"
  role   = "pipeline"
  policy = jsonencode({ # any role to any service
    Version   = "2012-10-17"
    Statement = [{ Effect = "Allow", Action = "iam:PassRole", Resource = "*" }]
  })
}

resource "aws_iam_role_policy_attachment" "support" {
  role       = "support"
  policy_arn = "arn:aws:iam::aws:policy/IAMFullAccess"
}

resource "aws_iam_policy" "functions" {
  name = "functions"
  policy = jsonencode({ # every function
    Version   = "2012-10-17"
    Statement = [{ Effect = "Allow", Action = ["lambda:UpdateFunctionCode"], Resource = "*" }]
  })
}
