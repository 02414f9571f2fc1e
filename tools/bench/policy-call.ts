import { shippedPolicySet } from "../../src/app/shipped-policies.ts";
import { readRuntimeEnvironment } from "../../src/config/index.ts";
import type { JsonObject, JsonValue } from "../../src/model/json.ts";
import type { Attribution } from "../../src/model/resource.ts";
import { rootKey } from "../../src/model/root.ts";
import type { Rule } from "../../src/model/rule.ts";
import { createEvaluator } from "../../src/policy/evaluator.ts";
import { inputDocument, inputItems, type RootInput } from "../../src/policy/input.ts";
import { readKubernetes } from "../../src/resources/kubernetes/index.ts";
import type { Outcome, Part } from "./figure.ts";

const containers = 20;
/** Enough for V8 to have optimised everything. */
const warmUpCalls = 1_000;
const calls = 2_000;

/** A call as a review makes it: JSON in, findings out; every rule is asked for. */
export const policyCall: Part = {
  name: "policy-call",
  run: async (): Promise<Outcome> => {
    const { wasm, rules } = await shippedPolicySet(readRuntimeEnvironment().cacheDirectory);
    const evaluator = createEvaluator(await WebAssembly.compile(wasm), parameters(rules));
    const document = JSON.stringify(deploymentInput(rules));
    const bytes = Buffer.from(document);
    for (let call = 0; call < warmUpCalls; call += 1) await evaluator.evaluate(bytes);
    const samples: number[] = [];
    for (let call = 0; call < calls; call += 1) {
      const started = performance.now();
      await evaluator.evaluate(bytes);
      samples.push(performance.now() - started);
    }
    const what = `policy call: ${rules.length} rules, a Deployment of ${containers} containers`;
    return { kind: "measured", figures: [{ what, unit: "ms", samples, budget: 4 }] };
  },
};

/** The defaults of the rules, as where nothing is configured. */
function parameters(rules: readonly Rule[]): JsonObject {
  return Object.fromEntries(rules.map((rule) => [rule.id, {}]));
}

const production: Attribution = {
  environment: { name: "production", production: true, ephemeral: false, source: "word" },
  owner: ["payments"],
  pathOwner: ["payments"],
  cluster: null,
};

/** What the reader makes of a manifest, in the shape of `docs/policy-input.md`. */
function deploymentInput(rules: readonly Rule[]): JsonObject {
  const path = "k8s/payments/prod/api.yaml";
  const key = rootKey("manifests", "k8s/payments/prod");
  const root = { key, kind: "manifests", path: "k8s/payments/prod", variant: null, files: [path] } as const;
  const files = new Map([[path, Buffer.from(JSON.stringify(deployment()))]]);
  const { resources } = readKubernetes({ root, files, defaultNamespace: "" });
  const input: RootInput = {
    side: "head",
    kubernetesVersion: "1.33",
    root,
    cluster: null,
    resources: resources.map((resource) => ({ resource, attribution: production })),
    changes: [],
    diagnostics: [],
    pull: null,
    facts: (names) => Object.fromEntries(names.flatMap((name) => factEntries(name))),
    attributePath: () => production,
  };
  return inputDocument(input, rules, inputItems(input));
}

const facts: JsonObject = {
  limits: { payments: { container: { cpu: "4", memory: "8Gi" }, replicas: { max: 20 } } },
  limitRanges: {},
  namespaces: {},
  namespaceOwners: { "payments-prod": ["payments"] },
  tenants: { payments: { teams: ["acme/payments"] } },
  customKinds: {},
  definitions: {},
};

/** The tables that hold something here; every other one is empty. */
function factEntries(name: string): readonly [string, JsonValue][] {
  return [[name, Object.hasOwn(facts, name) ? (facts[name] ?? {}) : {}]];
}

function deployment(): JsonObject {
  const labels = { "app.kubernetes.io/name": "api" };
  return {
    apiVersion: "apps/v1",
    kind: "Deployment",
    metadata: { name: "api", namespace: "payments-prod", labels },
    spec: {
      replicas: 3,
      selector: { matchLabels: labels },
      template: {
        metadata: { labels },
        spec: {
          securityContext: { runAsNonRoot: true, seccompProfile: { type: "RuntimeDefault" } },
          containers: Array.from({ length: containers }, (_, index) => container(index)),
          volumes: [{ name: "scratch", emptyDir: {} }],
        },
      },
    },
  };
}

/** Every fifth has no limits and a moving tag, so that a call also has something to say. */
function container(index: number): JsonObject {
  const wrong = index % 5 === 4;
  const requests = { cpu: "250m", memory: "512Mi" };
  return {
    name: `container-${index}`,
    image: `registry.acme.example/payments/part-${index}${wrong ? ":latest" : ":1.42.0"}`,
    ports: [{ name: "http", containerPort: 8080 + index }],
    env: [
      { name: "LOG_LEVEL", value: "info" },
      { name: "DATABASE_URL", valueFrom: { secretKeyRef: { name: "database", key: "url" } } },
    ],
    resources: wrong ? { requests } : { requests, limits: { cpu: "1", memory: "1Gi" } },
    securityContext: { allowPrivilegeEscalation: false, capabilities: { drop: ["ALL"] } },
    readinessProbe: { httpGet: { path: "/ready", port: "http" } },
    volumeMounts: [{ name: "scratch", mountPath: "/tmp" }],
  };
}
