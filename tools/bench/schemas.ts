import { loadSchemaFiles } from "../../src/app/schema-files.ts";
import type { JsonObject } from "../../src/model/json.ts";
import { createCatalogue, objectProblems } from "../../src/schemas/index.ts";
import type { Outcome, Part } from "./figure.ts";

const containers = 20;
const catalogues = 30;
const checks = 500;

/** What the schemas cost a review, once for each process and once for each object. */
export const schemas: Part = {
  name: "schemas",
  run: async (): Promise<Outcome> => {
    const started = performance.now();
    const files = await loadSchemaFiles([]);
    const reading = [performance.now() - started];
    const making = timed(catalogues, () => createCatalogue(files));
    const judgement = { catalogue: createCatalogue(files), version: "1.33", defined: () => null };
    const object = deployment();
    const checking = timed(checks, () =>
      objectProblems({ object, unknown: new Map(), opened: [] }, judgement),
    );
    const figures = [
      {
        what: "schemas: reading and unpacking those of Kubernetes",
        unit: "ms",
        samples: reading,
        budget: null,
      },
      { what: "schemas: making the catalogue", unit: "ms", samples: making, budget: null },
      {
        what: `schemas: checking a Deployment of ${containers} containers`,
        unit: "ms",
        samples: checking,
        budget: null,
      },
    ] as const;
    return { kind: "measured", figures };
  },
};

function timed(count: number, work: () => unknown): readonly number[] {
  return Array.from({ length: count }, () => {
    const started = performance.now();
    work();
    return performance.now() - started;
  });
}

function deployment(): JsonObject {
  const container = (index: number): JsonObject => ({
    name: `c${index}`,
    image: `registry.example.com/c${index}:1.0.0`,
    ports: [{ name: "http", containerPort: 8080 + index }],
    env: Array.from({ length: 10 }, (_, variable) => ({ name: `V${variable}`, value: "x" })),
    resources: { requests: { cpu: "100m", memory: "128Mi" }, limits: { memory: "256Mi" } },
    readinessProbe: { httpGet: { path: "/ready", port: "http" }, periodSeconds: 10 },
    securityContext: { allowPrivilegeEscalation: false, readOnlyRootFilesystem: true },
  });
  const labels = { app: "web" };
  return {
    apiVersion: "apps/v1",
    kind: "Deployment",
    metadata: { name: "web", namespace: "shop", labels },
    spec: {
      replicas: 3,
      selector: { matchLabels: labels },
      template: {
        metadata: { labels },
        spec: { containers: Array.from({ length: containers }, (_, index) => container(index)) },
      },
    },
  };
}
