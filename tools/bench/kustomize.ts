import type { Engine } from "../../src/engines/engine.ts";
import type { Root } from "../../src/model/root.ts";
import { readKustomize } from "../../src/resources/kustomize/index.ts";
import type { Part } from "./figure.ts";
import { measureRendering } from "./rendering.ts";

/** A Deployment and a Service each. */
const parts = 29;
/** With what the overlay generates. */
const objects = 60;

export const kustomize: Part = {
  name: "kustomize",
  run: () => {
    const files = overlay();
    return measureRendering({
      what: `a kustomization of ${objects} objects`,
      engine: "kustomize",
      budgets: { cold: null, warm: 150 },
      read: (engine) => read(engine, files),
    });
  },
};

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
