import type { Engine } from "../../src/engines/engine.ts";
import type { Root } from "../../src/model/root.ts";
import { readHelm } from "../../src/resources/helm/index.ts";
import type { Part } from "./figure.ts";
import { measureRendering } from "./rendering.ts";

const templates = 40;

export const helm: Part = {
  name: "helm",
  run: () => {
    const files = chart();
    return measureRendering({
      what: `a chart of ${templates} templates`,
      engine: "helm",
      budgets: { cold: 1, warm: 50 },
      read: (engine) => read(engine, files),
    });
  },
};

function read(engine: Engine, files: ReadonlyMap<string, Uint8Array>): void {
  const root: Root = {
    key: "chart:shop",
    kind: "chart",
    path: "shop",
    variant: null,
    files: [...files.keys()],
  };
  const { resources } = readHelm(engine, {
    root,
    files,
    kubernetesVersion: "1.33",
    defaultNamespace: "shop",
  });
  if (resources.length !== templates) throw new Error(`${resources.length} objects, not ${templates}`);
}

function chart(): ReadonlyMap<string, Uint8Array> {
  const numbers = Array.from({ length: templates }, (_, index) => index);
  const texts: [string, string][] = [
    ["shop/Chart.yaml", "apiVersion: v2\nname: shop\nversion: 1.0.0\n"],
    ["shop/values.yaml", `region: tokyo\n${numbers.map(values).join("")}`],
    ["shop/templates/_helpers.tpl", helpers],
    ...numbers.map((number): [string, string] => [
      `shop/templates/part-${number}.yaml`,
      number % 4 === 3 ? service(number) : deployment(number),
    ]),
  ];
  return new Map(texts.map(([path, text]) => [path, Buffer.from(text)]));
}

function values(number: number): string {
  return [
    `part${number}:`,
    "  replicas: 3",
    "  image: {repository: registry.acme.example/shop/part, tag: 1.42.0}",
    "  resources: {requests: {cpu: 250m, memory: 512Mi}, limits: {memory: 512Mi}}",
    "  env: {LOG_LEVEL: info, REGION: tokyo}",
    "  port: 8080",
    "",
  ].join("\n");
}

const helpers = `{{- define "shop.name" -}}
{{- printf "%s-%s" .Release.Name .Chart.Name | trunc 63 | trimSuffix "-" -}}
{{- end -}}
{{- define "shop.labels" -}}
app.kubernetes.io/name: {{ include "shop.name" . }}
app.kubernetes.io/instance: {{ .Release.Name }}
app.kubernetes.io/managed-by: {{ .Release.Service }}
region: {{ .Values.region }}
{{- end -}}
`;

function deployment(number: number): string {
  return `apiVersion: apps/v1
kind: Deployment
metadata:
  name: {{ include "shop.name" . }}-${number}
  labels:
    {{- include "shop.labels" . | nindent 4 }}
spec:
  replicas: {{ .Values.part${number}.replicas }}
  selector:
    matchLabels: {part: "${number}"}
  template:
    metadata:
      labels:
        part: "${number}"
        {{- include "shop.labels" . | nindent 8 }}
    spec:
      {{- with .Values.part${number} }}
      containers:
        - name: main
          image: "{{ .image.repository }}:{{ .image.tag }}"
          ports:
            - containerPort: {{ .port }}
          {{- if .env }}
          env:
            {{- range $name, $value := .env }}
            - name: {{ $name }}
              value: {{ $value | quote }}
            {{- end }}
          {{- end }}
          resources:
            {{- toYaml .resources | nindent 12 }}
      {{- end }}
`;
}

function service(number: number): string {
  return `apiVersion: v1
kind: Service
metadata:
  name: {{ include "shop.name" . }}-${number}
  labels:
    {{- include "shop.labels" . | nindent 4 }}
spec:
  selector: {part: "${number}"}
  ports:
    - port: 80
      targetPort: {{ .Values.part${number}.port }}
`;
}
