import { describe } from "vitest";
import type { Files } from "./bench.ts";
import { type Age, base64, commitLike, plant, plantedCases, secret, token } from "./planted.ts";

const kubernetes = (age: Age): Files => ({
  "k8s/secret.yaml": `apiVersion: v1
kind: Secret
metadata: {name: db, namespace: shop}
data:
  url: ${base64(secret(age, "data"))}
stringData:
  plain: ${secret(age, "string-data")}
  block: |
    first: ${secret(age, "block-one")}
    ${secret(age, "block-two")}
`,
  "k8s/secret.json": JSON.stringify({
    apiVersion: "v1",
    kind: "Secret",
    metadata: { name: "json", namespace: "shop" },
    stringData: { plain: secret(age, "json-secret") },
  }),
  "k8s/deployment.yaml": `apiVersion: apps/v1
kind: Deployment
metadata:
  name: api
  namespace: shop
  annotations:
    note: ${token(age, "a")}
    kubectl.kubernetes.io/last-applied-configuration: '{"kind":"Secret","apiVersion":"v1","data":{"p":"${base64(secret(age, "applied"))}"}}'
spec:
  template:
    spec:
      containers:
        - name: api
          image: "registry.example/api"
          args: ["--password=${secret(age, "argument")}", "--verbose"]
          command: [sh, -c, "curl https://user:${secret(age, "url")}@host.example/"]
          env:
            - name: DB_PASSWORD
              value: ${secret(age, "env")}
            - {name: API_TOKEN, value: "${commitLike(age, "1")}"}
            - value: ${secret(age, "env-reversed")}
              name: ADMIN_PASSWORD
          securityContext: {privileged: true}
`,
  "k8s/key-above.yaml": `apiVersion: v1
kind: ConfigMap
metadata: {name: key, namespace: shop}
data:
  key: |
    -----BEGIN PRIVATE KEY-----
    ${plant(`MIIEvQIBADANBgkqhkiG9w0BAQEFAASC${age}AAAABKcwggSjAgEAAoIBAQC`)}
    ${plant(`7Xn5pQv9mB3kL8tR2wZ4yH6jD1fG0sAqE${age}CxVbNmKlPoIuYtReWqAsDf`)}
    -----END PRIVATE KEY-----
---
apiVersion: v1
kind: Pod
metadata: {name: key, namespace: shop}
spec:
  containers:
    - name: a
      image: registry.example/a
      env: [{name: PIN, value: x}, {name: DB_PASSWORD, value: ${secret(age, "below-key")}}]
`,
  "k8s/config.yaml": `apiVersion: v1
kind: ConfigMap
metadata: {name: settings, namespace: shop}
data:
  application.properties: |
    db.user=app
    db.password=${secret(age, "properties")}
  github: ${token(age, "b")}
`,
});

const terraform = (age: Age): Files => ({
  "tf/main.tf": `terraform {
  backend "s3" {}
}
variable "database_password" {
  default = "${secret(age, "variable")}"
}
variable "marked" {
  sensitive = true
  default   = "${secret(age, "sensitive")}"
}
locals {
  api_token = "${commitLike(age, "2")}"
}
resource "aws_db_instance" "db" {
  identifier          = "db-\${var.marked}"
  password            = var.database_password
  publicly_accessible = true
}
resource "aws_ssm_parameter" "p" {
  name  = "p"
  type  = "SecureString"
  value = "${secret(age, "parameter")}"
}
resource "aws_secretsmanager_secret_version" "v" {
  secret_id     = "x"
  secret_string = jsonencode({ password = "${secret(age, "secret-string")}" })
}
resource "aws_ecs_task_definition" "t" {
  family = "t"
  container_definitions = jsonencode([{
    name        = "app"
    image       = "app"
    environment = [{ name = "DB_PASSWORD", value = "${secret(age, "container")}" }]
  }])
}
resource "aws_iam_policy" "p" {
  name   = "p"
  policy = <<-POLICY
    {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "*", "Resource": "*",
      "Condition": {"StringEquals": {"aws:token": "${token(age, "c")}"}}}]}
  POLICY
}
resource "aws_instance" "i" {
  user_data = <<-EOT
    export DB_PASSWORD=${secret(age, "user-data")}
  EOT
}
resource "kubernetes_secret" "s" {
  metadata {
    name      = "s"
    namespace = "shop"
  }
  data = { anything = "${secret(age, "kubernetes-secret")}" }
}
resource "kubernetes_manifest" "m" {
  manifest = {
    apiVersion = "v1"
    kind       = "Secret"
    metadata   = { name = "m", namespace = "shop" }
    stringData = { anything = "${secret(age, "manifest")}" }
  }
}
resource "kubectl_manifest" "k" {
  yaml_body = <<-EOT
    apiVersion: v1
    kind: Secret
    metadata: {name: k, namespace: shop}
    stringData:
      anything: ${secret(age, "yaml-body")}
  EOT
}
resource "kubectl_manifest" "l" {
  yaml_body = <<-EOT
    apiVersion: v1
    kind: Pod
    metadata: {name: l, namespace: shop}
    spec:
      hostNetwork: true
      containers:
        - name: l
          env:
            - name: DB_PASSWORD
              value: ${secret(age, "yaml-body-env")}
  EOT
}
resource "helm_release" "h" {
  name  = "h"
  chart = "h"
  set_sensitive {
    name  = "auth.pin"
    value = "${secret(age, "set-sensitive")}"
  }
  values = ["env:\\n- name: DB_PASSWORD\\n  value: ${secret(age, "helm-env")}\\nauth:\\n  password: ${secret(age, "helm-values")}\\n"]
}
module "remote" {
  source          = "example.com/acme/db/aws"
  master_password = "${secret(age, "module")}"
}
resource "aws_ssm_parameter" "undeclared" {
  name  = "u"
  type  = "SecureString"
  value = "${secret(age, "undeclared")}\${var.nowhere}"
}
`,
  "tf/terraform.tfvars": `database_password = "${secret(age, "tfvars")}"\n`,
  "json/main.tf.json": JSON.stringify({
    provider: { aws: { token: secret(age, "provider") } },
    resource: { aws_db_instance: { db: { password: secret(age, "tf-json") } } },
  }),
});

/** What cannot be read is not masked: nothing of it may be shown. */
const broken = (age: Age): Files => ({
  "broken/secret.yaml": `apiVersion: v1
kind: Secret
metadata: {name: broken, namespace: shop}
stringData:
  anything: "${secret(age, "unclosed")}
  other: [${secret(age, "broken-list")}
`,
  "broken/line.yaml": `apiVersion: v1
kind: Secret
stringData: {anything: ${secret(age, "flow")}, [}
`,
  "broken/twice.yaml": `apiVersion: v1
kind: Secret
metadata: {name: twice, namespace: shop}
stringData:
  anything: ${secret(age, "twice-one")}
  anything: ${secret(age, "twice-two")}
`,
  "broken/env.yaml": `apiVersion: v1
kind: Pod
metadata: {name: env, namespace: shop}
spec:
  containers:
    - name: a
      env:
        - name: DB_PASSWORD
          value: ${secret(age, "broken-env")}
          value: ${secret(age, "broken-env-twice")}
        - {name: DB_PASSWORD, value: '${secret(age, "broken-flow")}
`,
  "broken/secret.json": `{"apiVersion": "v1", "kind": "Secret", "data": {"p": "${base64(secret(age, "broken-json"))}"},}`,
  "broken/main.tf": `provider "aws" {}
variable "db" {
  default   = "${secret(age, "broken-variable")}
  sensitive = true
}
resource "aws_db_instance" "db" {
  password = "${secret(age, "broken-password")}" ]
}
`,
});

/** What is recognised and not judged. */
const unread = (age: Age): Files => ({
  "chart/Chart.yaml": "name: chart\n",
  "chart/values.yaml": `password: ${secret(age, "chart-values")}\n`,
  "kustomize/kustomization.yaml": `secretGenerator: [{name: x, literals: ["password=${secret(age, "generator")}"]}]\n`,
  "plan.json": `{"format_version":"1.2","terraform_version":"1.9","planned_values":{"password":"${secret(age, "plan")}"}}`,
  "half.sops.yaml": `apiVersion: v1
kind: Secret
metadata: {name: half, namespace: shop}
stringData: {left: ${secret(age, "sops")}, done: "ENC[AES256_GCM,data:aaaa,iv:bbbb,tag:cccc,type:str]"}
sops: {mac: x, lastmodified: y}
`,
});

const cases: readonly [string, (age: Age) => Files, readonly string[]][] = [
  ["Kubernetes objects", kubernetes, ["SEC-"]],
  ["Terraform", terraform, ["aws_db_instance.db"]],
  ["what is broken", broken, ["VAL-001"]],
  ["what is not judged", unread, ["CHG-025"]],
];

describe("no planted secret is shown by any format", () => plantedCases(cases));
