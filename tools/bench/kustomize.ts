import { resolve } from "node:path";
import { readRuntimeEnvironment } from "../../src/config/index.ts";
import type { Engine } from "../../src/engines/engine.ts";
import { loadEngine } from "../../src/engines/engine-loader.ts";
import { createEngine } from "../../src/engines/instance.ts";
import type { Root } from "../../src/model/root.ts";
import { readKustomize } from "../../src/resources/kustomize/index.ts";
import type { Outcome, Part } from "./figure.ts";

/** A Deployment and a Service each. */
const parts = 29;
/** With what the overlay generates. */
const objects = 60;
const coldRuns = 7;
const warmRuns = 30;
/** V8 optimises the engine while it is used. */
const warmingRuns = 20;

/** From files to located objects. Cold: the engine is compiled and instantiated, too, as in a new process. */
export const kustomize: Part = {
  name: "kustomize",
  run: async (): Promise<Outcome> => {
    const files = overlay();
    await load();
    const cold: number[] = [];
    for (let run = 0; run < coldRuns; run += 1) {
      const started = performance.now();
      read(await load(), files);
      cold.push((performance.now() - started) / 1_000);
    }
    const engine = await load();
    for (let run = 0; run < warmingRuns; run += 1) read(engine, files);
    const warm = Array.from({ length: warmRuns }, () => {
      const started = performance.now();
      read(engine, files);
      return performance.now() - started;
    });
    const what = `a kustomization of ${objects} objects`;
    return {
      kind: "measured",
      figures: [
        { what: `${what}, cold`, unit: "s", samples: cold, budget: null },
        { what: `${what}, warm`, unit: "ms", samples: warm, budget: 150 },
      ],
    };
  },
};

async function load(): Promise<Engine> {
  const { cacheDirectory } = readRuntimeEnvironment();
  const distDir = resolve("engines/dist");
  return createEngine(await loadEngine("kustomize", { distDir, cacheDir: cacheDirectory }));
}

function read(engine: Engine, files: ReadonlyMap<string, Uint8Array>): void {
  const root: Root = {
    key: "kustomization:prod",
    kind: "kustomization",
    path: "prod",
    variant: null,
    files: [...files.keys()],
  };
  const { resources } = readKustomize(engine, { root, files, defaultNamespace: "" });
  if (resources.length !== objects) throw new Error(`${resources.length} objects, not ${objects}`);
}

/** Two levels, as most real ones have: patches, images, replicas, labels, a namespace and generated maps. */
function overlay(): ReadonlyMap<string, Uint8Array> {
  const numbers = Array.from({ length: parts }, (_, index) => index);
  const texts: [string, string][] = [
    [
      "base/kustomization.yaml",
      `resources: [${numbers.map((number) => `part-${number}.yaml`).join(", ")}]\n`,
    ],
    ...numbers.map((number): [string, string] => [`base/part-${number}.yaml`, part(number)]),
    ["prod/kustomization.yaml", kustomization],
    ["prod/memory.yaml", patch(3)],
    ["prod/more.yaml", patch(4)],
  ];
  return new Map(texts.map(([path, text]) => [path, Buffer.from(text)]));
}

const kustomization = `namespace: shop
namePrefix: eu-
resources: [../base]
labels: [{pairs: {region: tokyo}, includeSelectors: true}]
images: [{name: registry.acme.example/shop/part, newTag: 1.43.0}]
replicas: [{name: part-1, count: 5}, {name: part-2, count: 6}]
configMapGenerator: [{name: settings, literals: [LOG_LEVEL=info, REGION=tokyo]}]
secretGenerator: [{name: login, literals: [password=bench]}]
patches:
- path: memory.yaml
- path: more.yaml
- target: {kind: Deployment, name: part-.*}
  patch: |-
    - op: add
      path: /spec/template/spec/priorityClassName
      value: shop
`;

function patch(number: number): string {
  return `apiVersion: apps/v1
kind: Deployment
metadata: {name: part-${number}}
spec:
  template:
    spec:
      containers:
      - name: part
        resources: {limits: {memory: 2Gi}}
`;
}

function part(number: number): string {
  return `apiVersion: apps/v1
kind: Deployment
metadata:
  name: part-${number}
spec:
  replicas: 3
  selector:
    matchLabels: {part: "${number}"}
  template:
    metadata:
      labels: {part: "${number}"}
    spec:
      containers:
      - name: part
        image: registry.acme.example/shop/part:1.42.0
        ports: [{name: http, containerPort: 8080}]
        envFrom: [{configMapRef: {name: settings}}, {secretRef: {name: login}}]
        resources:
          requests: {cpu: 250m, memory: 512Mi}
          limits: {memory: 512Mi}
        readinessProbe:
          httpGet: {path: /ready, port: http}
---
apiVersion: v1
kind: Service
metadata:
  name: part-${number}
spec:
  selector: {part: "${number}"}
  ports: [{name: http, port: 80, targetPort: http}]
`;
}
