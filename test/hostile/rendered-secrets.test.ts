import { describe } from "vitest";
import type { Files } from "./bench.ts";
import { type Age, plantedCases, secret, token } from "./planted.ts";

const deployment = `apiVersion: apps/v1
kind: Deployment
metadata: {name: api, namespace: shop}
spec:
  template:
    spec:
      hostNetwork: true
      containers:
        - name: api
          image: registry.example/api
`;

const charts = (age: Age): Files => ({
  "charts/api/Chart.yaml": "apiVersion: v2\nname: api\nversion: 1.0.0\n",
  "charts/api/values.yaml": `password: ${secret(age, "values")}
database:
  url: postgres://app:${secret(age, "values-url")}@db.example/app
extraEnv:
  - name: ADMIN_PASSWORD
    value: ${secret(age, "values-env")}
note: ${token(age, "d")}
`,
  "charts/api/templates/all.yaml": `apiVersion: v1
kind: Secret
metadata: {name: api}
stringData:
  password: {{ .Values.password }}
  twice: {{ printf "%s-%s" .Values.password .Values.password | quote }}
data:
  encoded: {{ .Values.password | b64enc }}
---
${deployment}          env:
            - name: DB_PASSWORD
              value: {{ .Values.password | quote }}
            - name: DATABASE_URL
              value: {{ .Values.database.url }}
            {{- toYaml .Values.extraEnv | nindent 12 }}
            - name: NOTE
              value: {{ .Values.note }}
`,
});

/** What a template engine says when it stops may quote the values it stopped at. */
const stopped = (age: Age): Files => {
  const chart = (name: string, template: string): Files => ({
    [`stopped/${name}/Chart.yaml`]: `apiVersion: v2\nname: ${name}\nversion: 1.0.0\n`,
    [`stopped/${name}/values.yaml`]: `password: ${secret(age, `stopped-${name}`)}\n`,
    [`stopped/${name}/templates/all.yaml`]: template,
  });
  return {
    ...chart("fails", '{{ fail (printf "no %s" .Values.password) }}\n'),
    ...chart("divides", "{{ div 1 (.Values.password | int) }}{{ .Values.password.inner }}\n"),
    ...chart(
      "converts",
      "{{ mustFromJson .Values.password }}{{ mustToDate .Values.password .Values.password }}\n",
    ),
    ...chart("includes", "{{ include .Values.password . }}\n"),
    ...chart("parses", "a: {{ .Values.password }}\n b: [{{ .Values.password }}\n"),
    ...chart("checks", "a: 1\n"),
    "stopped/checks/values.schema.json":
      '{"properties": {"password": {"type": "string", "pattern": "^never$", "enum": ["x"]}}}',
    "stopped/broken/Chart.yaml": "apiVersion: v2\nname: broken\nversion: 1.0.0\n",
    "stopped/broken/values.yaml": `password: "${secret(age, "values-unclosed")}\nother: [\n`,
  };
};

const kustomizations = (age: Age): Files => ({
  "kustomize/kustomization.yaml": `resources: [deployment.yaml]
secretGenerator:
  - name: one
    literals: ["password=${secret(age, "literal")}"]
    envs: [one.env]
    files: [key.txt]
configMapGenerator:
  - name: two
    literals: ["DB_PASSWORD=${secret(age, "config-literal")}"]
patches:
  - patch: |-
      apiVersion: apps/v1
      kind: Deployment
      metadata: {name: api, namespace: shop}
      spec:
        template:
          spec:
            containers:
              - name: api
                env: [{name: API_TOKEN, value: ${secret(age, "patch")}}]
  - target: {kind: Deployment}
    patch: |-
      - op: add
        path: /metadata/annotations
        value: {note: ${token(age, "e")}}
`,
  "kustomize/one.env": `TOKEN=${secret(age, "env-file")}\n`,
  "kustomize/key.txt": `${secret(age, "generator-file")}\n`,
  "kustomize/deployment.yaml": deployment,
  "refused/kustomization.yaml": `resources: [deployment.yaml]
patches:
  - target: {kind: Deployment}
    patch: '[{"op": "test", "path": "/spec/replicas", "value": "${secret(age, "test-operation")}"}]'
  - patch: '{"kind": "Deployment", ${secret(age, "broken-patch")}'
`,
  "refused/deployment.yaml": deployment,
});

const applications = (age: Age): Files => ({
  "apps/api.yaml": `apiVersion: argoproj.io/v1alpha1
kind: Application
metadata: {name: api, namespace: argocd}
spec:
  project: shop
  destination: {name: live, namespace: shop}
  source:
    repoURL: https://github.com/acme/estate.git
    path: chart
    helm:
      parameters:
        - {name: password, value: ${secret(age, "parameter")}}
      valuesObject:
        token: ${secret(age, "values-object")}
      values: |
        apiKey: ${secret(age, "values-text")}
`,
  "helmfile.yaml": `releases:
  - name: worker
    namespace: shop
    chart: ./chart
    values:
      - password: ${secret(age, "helmfile")}
    set:
      - {name: token, value: ${secret(age, "helmfile-set")}}
`,
  "chart/Chart.yaml": "apiVersion: v2\nname: chart\nversion: 1.0.0\n",
  "chart/templates/pod.yaml": `apiVersion: v1
kind: Pod
metadata: {name: pod}
spec:
  hostNetwork: true
  containers:
    - name: a
      image: registry.example/a
      env:
        - {name: DB_PASSWORD, value: "{{ .Values.password }}"}
        - {name: API_TOKEN, value: "{{ .Values.token }}"}
        - {name: API_KEY, value: "{{ .Values.apiKey }}"}
`,
});

const files = (age: Age): Files => ({
  ".github/workflows/build.yml": `on: {pull_request_target: {}}
permissions: write-all
env:
  DB_PASSWORD: ${secret(age, "workflow")}
jobs:
  build:
    runs-on: ubuntu-latest
    steps:
      - uses: someone/something@main
        with: {token: ${secret(age, "with")}}
      - run: |
          curl -H "Authorization: Bearer ${token(age, "f")}" https://example.com
        env:
          AWS_SECRET_ACCESS_KEY: ${secret(age, "step")}
      - run: echo "\${{ github.event.pull_request.title }}"
`,
  ".circleci/config.yml": `version: 2.1
jobs:
  build:
    docker: [{image: cimg/base:current, environment: {API_TOKEN: ${secret(age, "circle")}}}]
    environment: {AWS_SECRET_ACCESS_KEY: ${secret(age, "circle-job")}}
    steps: [{run: {command: "login --password=${secret(age, "circle-run")}"}}]
`,
  Dockerfile: `FROM debian:latest
ARG DB_PASSWORD=${secret(age, "arg")}
ENV API_TOKEN=${secret(age, "env-instruction")} OTHER=x
RUN curl https://user:${secret(age, "docker-url")}@example.com && echo ${token(age, "g")}
`,
  "docker-compose.yml": `services:
  db:
    image: postgres
    privileged: true
    environment:
      POSTGRES_PASSWORD: ${secret(age, "compose")}
  api:
    image: api
    environment: ["API_TOKEN=${secret(age, "compose-list")}"]
`,
  "nginx/nginx.conf": `http {
  server {
    location / {
      proxy_pass https://user:${secret(age, "nginx-url")}@other.example.com;
      proxy_ssl_verify off;
      proxy_set_header X-Api-Token "${token(age, "h")}";
    }
    location /status { stub_status; }
  }
}
`,
  "broken/Dockerfile": `FROM\nENV DB_PASSWORD="${secret(age, "docker-broken")}\n`,
  "broken/nginx.conf": `http { server { set $password ${secret(age, "nginx-broken")} }\n`,
});

describe("no planted secret is shown by any format", () =>
  plantedCases([
    ["charts", charts, ["chart:charts/api", "SEC-002"]],
    ["charts that stop", stopped, ["VAL-008"]],
    ["kustomizations", kustomizations, ["kustomization:kustomize", "SEC-002"]],
    ["what Argo CD and Helmfile install", applications, ["SEC-002"]],
    ["workflows, images and servers", files, ["SEC-049", "SEC-047"]],
  ]));
