import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openReviews, type Reviews } from "./repository.ts";

let reviews: Reviews;
beforeAll(async () => {
  reviews = await openReviews({ workersMax: 2 });
});
afterAll(() => reviews.close());

function service(name: string, namespace = "shop", port = 80): string {
  return `apiVersion: v1\nkind: Service\nmetadata: {name: ${name}, namespace: ${namespace}}\nspec: {ports: [{port: ${port}}]}\n`;
}

function deployment(name: string, namespace = "shop"): string {
  return `apiVersion: apps/v1
kind: Deployment
metadata: {name: ${name}, namespace: ${namespace}}
spec:
  selector: {matchLabels: {app: ${name}}}
  template:
    metadata: {labels: {app: ${name}}}
    spec: {containers: [{name: app, image: "r.example.com/app:1"}]}
`;
}

function autoscaler(target: string): string {
  return `apiVersion: autoscaling/v2
kind: HorizontalPodAutoscaler
metadata: {name: ${target}, namespace: shop}
spec: {scaleTargetRef: {apiVersion: apps/v1, kind: Deployment, name: ${target}}, minReplicas: 2, maxReplicas: 4}
`;
}

const clusters = `clusters: {live: {paths: ["live/**"]}, test: {paths: ["test/**"]}}\n`;
const tenant = `tenants: {shop: {teams: [acme/shop], owns: {namespaces: [shop]}, complete: [Acme/Shop]}}\n`;
const twice = "VAL-004 in_two_roots core/Service/shop/api";

describe("what is defined twice", () => {
  const rules = "VAL-004";
  it("is found where the other definition is in a root that nobody touches", async () => {
    const change = {
      rest: { "live/a/api.yaml": service("api") },
      head: { "live/b/api.yaml": service("api") },
    };
    expect(await reviews.found({ ...change, rules, configuration: clusters })).toEqual([twice]);
  });

  it("is not new where it was defined twice before", async () => {
    const rest = { "live/a/api.yaml": service("api") };
    const base = { "live/b/api.yaml": service("api") };
    const head = { "live/b/api.yaml": service("api", "shop", 81) };
    expect(await reviews.found({ rest, base, head, rules, configuration: clusters })).toEqual([]);
  });

  it("is something else in another cluster, whatever its namespace is called", async () => {
    const change = {
      rest: { "test/a/api.yaml": service("api") },
      head: { "live/b/api.yaml": service("api") },
    };
    expect(await reviews.found({ ...change, rules, configuration: clusters })).toEqual([]);
  });

  it("is not what has moved to another root", async () => {
    const change = {
      rest: { "live/c/other.yaml": service("other") },
      base: { "live/a/api.yaml": service("api") },
      head: { "live/b/api.yaml": service("api") },
    };
    expect(await reviews.found({ ...change, rules, configuration: clusters })).toEqual([]);
  });

  it("is not a copy that somebody generates", async () => {
    const configuration = `${clusters}generated: [{paths: ["live/rendered/**"], from: charts/api}]\n`;
    const rest = { "live/rendered/api.yaml": service("api") };
    const head = { "live/b/api.yaml": service("api") };
    expect(await reviews.found({ rest, head, rules, configuration })).toEqual([]);
  });

  it("is found where the base branch has it by now", async () => {
    const tip = { "live/a/api.yaml": service("api") };
    const change = {
      rest: { "live/c/other.yaml": service("other") },
      tip,
      head: { "live/b/api.yaml": service("api") },
    };
    expect(await reviews.found({ ...change, rules, configuration: clusters })).toEqual([twice]);
  });
});

describe("what is not there", () => {
  const rules = "RES-012";
  const head = { "live/b/scaler.yaml": autoscaler("api") };
  const missing = ["RES-012 missing autoscaling/HorizontalPodAutoscaler/shop/api"];
  const elsewhere = { "live/a/other.yaml": deployment("other") };

  it("may be in another repository, as long as nobody says otherwise", async () => {
    expect(await reviews.found({ rest: elsewhere, head, rules, configuration: clusters })).toEqual([]);
  });

  it("is told where this repository holds all workloads of the tenant", async () => {
    const configuration = clusters + tenant;
    expect(await reviews.found({ rest: elsewhere, head, rules, configuration })).toEqual(missing);
  });

  it("is not told of another repository, or of one that nobody knows", async () => {
    const change = { rest: elsewhere, head, rules, configuration: clusters + tenant };
    expect(await reviews.found({ ...change, repository: "acme/tools" })).toEqual([]);
    expect(await reviews.found({ ...change, repository: null })).toEqual([]);
  });

  it("is there where a root that nobody touches has it", async () => {
    const rest = { "live/a/api.yaml": deployment("api") };
    expect(await reviews.found({ rest, head, rules, configuration: clusters + tenant })).toEqual([]);
  });

  it("is not told where something of the namespace was not read", async () => {
    const rest = { "live/a/other.yaml": `${deployment("other")}---\n{broken` };
    expect(await reviews.found({ rest, head, rules, configuration: clusters + tenant })).toEqual([]);
  });
});

describe("what cannot be read of the rest", () => {
  it("is left out and said, and the change is judged", async () => {
    // Takes many times the memory that a worker is given here.
    const dense = `apiVersion: v1\nkind: Pod\nmetadata: {name: dense}\ndata: [${"{a: 1}, ".repeat(100_000)}]\n`;
    const small = await openReviews({ heapMaxMb: 64, workersMax: 2 });
    try {
      const rest = { "live/a/api.yaml": service("api"), "live/dense/pod.yaml": dense };
      const head = { "live/b/api.yaml": service("api") };
      const change = { rest, head, rules: "VAL-004", configuration: clusters };
      expect(await small.found(change)).toEqual([twice]);
      expect((await small.report(change)).notEvaluated).toEqual([
        { path: "live/dense", reason: "rest-not-read", detail: "manifests:live/dense" },
      ]);
    } finally {
      await small.close();
    }
  });

  it("is everything, and said, where there is too much of it", async () => {
    const rest = Object.fromEntries(Array.from({ length: 50_001 }, (_, i) => [`live/a/${i}.json`, "{}"]));
    const report = await reviews.report({
      rest,
      head: { "live/b/api.yaml": service("api") },
      rules: "VAL-004",
      configuration: clusters,
    });
    expect(report.notEvaluated).toEqual([
      { path: ".", reason: "rest-not-read", detail: "inventoryFilesMax" },
    ]);
  });
});
