import { resolve } from "node:path";
import { readRuntimeEnvironment } from "../../src/config/index.ts";
import type { Engine } from "../../src/engines/engine.ts";
import { loadEngine } from "../../src/engines/engine-loader.ts";
import { createEngine } from "../../src/engines/instance.ts";
import type { Root } from "../../src/model/root.ts";
import { readHelm } from "../../src/resources/helm/index.ts";
import type { Outcome, Part } from "./figure.ts";

const templates = 40;
const coldRuns = 7;
const warmRuns = 30;

/** From files to located objects. Cold: the engine is compiled and instantiated, too, as in a new process. */
export const helm: Part = {
  name: "helm",
  run: async (): Promise<Outcome> => {
    const files = chart();
    await load();
    const cold: number[] = [];
    for (let run = 0; run < coldRuns; run += 1) {
      const started = performance.now();
      read(await load(), files);
      cold.push((performance.now() - started) / 1_000);
    }
    const engine = await load();
    read(engine, files);
    const warm = Array.from({ length: warmRuns }, () => {
      const started = performance.now();
      read(engine, files);
      return performance.now() - started;
    });
    const what = `a chart of ${templates} templates`;
    return {
      kind: "measured",
      figures: [
        { what: `${what}, cold`, unit: "s", samples: cold, budget: 1 },
        { what: `${what}, warm`, unit: "ms", samples: warm, budget: 50 },
      ],
    };
  },
};

async function load(): Promise<Engine> {
  const { cacheDirectory } = readRuntimeEnvironment();
  const module = await loadEngine("helm", {
    distDir: resolve("engines/dist"),
    cacheDir: cacheDirectory,
  });
  return createEngine(module);
}

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
