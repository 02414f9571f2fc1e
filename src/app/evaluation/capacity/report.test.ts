import { describe, expect, test } from "vitest";
import { clusters, tenant, told } from "./testing/told.ts";

function deployment(namespace: string | null, replicas: number | string, cpu = "1", name = "api"): string {
  const place = namespace === null ? "" : `, namespace: ${namespace}`;
  return `apiVersion: apps/v1
kind: Deployment
metadata: { name: ${name}${place} }
spec:
  replicas: ${replicas}
  template: { spec: { containers: [{ name: a, resources: { requests: { cpu: "${cpu}" } } }] } }
`;
}

function quota(namespace: string, hard: string): string {
  return `apiVersion: v1\nkind: ResourceQuota\nmetadata: { name: q, namespace: ${namespace} }\nspec: { hard: { ${hard} } }\n`;
}

describe("a namespace", () => {
  test("is added up over all folders of its cluster", () => {
    const quotas = { "k8s/base/quota.yaml": quota("shop", 'requests.cpu: "9"') };
    const web = { "k8s/web/web.yaml": deployment("shop", 2, "2", "web") };
    const base = { ...quotas, ...web, "k8s/api/api.yaml": deployment("shop", 1) };
    const head = { ...quotas, ...web, "k8s/api/api.yaml": deployment("shop", 3) };
    expect(told({ base, head })).toEqual([
      "namespace shop live change: requests.cpu 5 → 7 of 9, 2 remains",
      "namespace shop live change: pods 3 → 5",
    ]);
  });

  test("is another one in another cluster", () => {
    const both = (replicas: number) => ({
      "k8s/api/api.yaml": deployment("shop", replicas),
      "stage/api/api.yaml": deployment("shop", 1),
    });
    expect(told({ base: both(1), head: both(2) })).toEqual([
      "namespace shop live change: requests.cpu 1 → 2",
      "namespace shop live change: pods 1 → 2",
    ]);
  });

  test("is one of its folder where nobody says the cluster", () => {
    const both = (replicas: number) => ({
      "a/api.yaml": deployment("shop", replicas),
      "b/api.yaml": deployment("shop", replicas + 1),
    });
    expect(told({ base: both(1), head: both(2) })).toEqual([
      "namespace shop manifests:a change: requests.cpu 1 → 2",
      "namespace shop manifests:a change: pods 1 → 2",
      "namespace shop manifests:b change: requests.cpu 2 → 3",
      "namespace shop manifests:b change: pods 2 → 3",
    ]);
  });

  test("has neither more nor less where something only moves", () => {
    const moved = deployment("shop", 3);
    expect(told({ base: { "a/api.yaml": moved }, head: { "b/api.yaml": moved } })).toEqual([]);
    expect(told({ base: { "k8s/a/api.yaml": moved }, head: { "k8s/b/api.yaml": moved } })).toEqual([]);
  });

  test("may not be said, and is then that of the folder", () => {
    const one = (replicas: number) => ({ "k8s/api/api.yaml": deployment(null, replicas) });
    expect(told({ base: one(1), head: one(2) })).toEqual([
      "namespace  manifests:k8s/api change: requests.cpu 1 → 2",
      "namespace  manifests:k8s/api change: pods 1 → 2",
    ]);
  });

  test("loses nothing by a file that cannot be read any more", () => {
    const base = {
      "k8s/a/api.yaml": deployment("shop", 3),
      "k8s/a/web.yaml": deployment("shop", 1, "1", "web"),
    };
    const head = { "k8s/a/api.yaml": "spec: [", "k8s/a/web.yaml": deployment("shop", 2, "1", "web") };
    expect(told({ base, head })[1]).toBe(
      "namespace shop live change: pods 1 → 2, without Deployment api (unread)",
    );
  });

  test("changes with the defaults of its LimitRange", () => {
    const bare = deployment("shop", 4).replace(/, resources.*\}\] \} \}/, " }] } }");
    const range = (cpu: string) =>
      `apiVersion: v1\nkind: LimitRange\nmetadata: { name: l, namespace: shop }\nspec: { limits: [{ type: Container, defaultRequest: { cpu: ${cpu} } }] }\n`;
    const both = (cpu: string) => ({ "k8s/a/api.yaml": bare, "k8s/a/limits.yaml": range(cpu) });
    expect(told({ base: both("100m"), head: both("500m") })).toEqual([
      "namespace shop live change: requests.cpu 400m → 2",
    ]);
  });

  test("has quotas with scopes, each with what it counts and with what it may count", () => {
    const scoped = (name: string, spec: string) =>
      `apiVersion: v1\nkind: ResourceQuota\nmetadata: { name: ${name}, namespace: shop }\nspec: { ${spec} }\n`;
    const classes = `apiVersion: scheduling.k8s.io/v1\nkind: PriorityClass\nmetadata: { name: usual }\nvalue: 1\nglobalDefault: true\n`;
    const agent = deployment("shop", 1, "1", "agent")
      .replace("kind: Deployment", "kind: DaemonSet")
      .replace("  replicas: 1\n", "");
    const both = (replicas: number) => ({
      "k8s/base/classes.yaml": classes,
      "k8s/base/usual.yaml": scoped("usual", 'hard: { pods: "4" }, scopes: [PriorityClass]'),
      "k8s/base/batch.yaml": scoped("batch", 'hard: { pods: "1" }, scopes: [Terminating]'),
      "k8s/api/api.yaml": deployment("shop", replicas),
      "k8s/api/agent.yaml": agent,
    });
    const without = ", without DaemonSet agent (each-node)";
    expect(told({ base: both(1), head: both(3) })).toEqual([
      `namespace shop live change: pods 1 → 3 of 4, 1 remains${without}`,
      `namespace shop live change: requests.cpu 1 → 3${without}`,
      `namespace shop live change: pods 1 → 3${without}`,
    ]);
  });

  test("is told when only its quota changes, and only if something uses it", () => {
    const both = (hard: string) => ({
      "k8s/a/api.yaml": deployment("shop", 3),
      "k8s/a/quota.yaml": quota("shop", hard),
      "k8s/b/quota.yaml": quota("empty", hard),
    });
    expect(told({ base: both('pods: "9"'), head: both('pods: "2"') })).toEqual([
      "namespace shop live change: pods 3 → 3 of 2, -1 remains",
    ]);
  });

  test("counts a DaemonSet on each node that the configuration allows", () => {
    const agent = (cpu: string) => ({
      "k8s/a/agent.yaml": deployment("shop", 1, cpu, "agent").replace("Deployment", "DaemonSet"),
    });
    const change = { base: agent("1"), head: agent("2") };
    const counted = clusters.map((each) => (each.name === "live" ? { ...each, nodes: 30 } : each));
    expect(told(change)).toEqual([]);
    expect(told({ ...change, configuration: { clusters: counted } })).toEqual([
      "namespace shop live change: requests.cpu 30 → 60",
    ]);
  });
});

describe("a tenant", () => {
  const payments = tenant("payments", ["pay-*"], { "requests.cpu": "10" });
  const search = tenant("search", ["search", "pay-shared"], {});
  const both = (replicas: number) => ({
    "k8s/a/api.yaml": deployment("pay-a", replicas),
    "k8s/b/api.yaml": deployment("pay-b", 4),
    "k8s/c/api.yaml": deployment("pay-shared", 50),
    "stage/a/api.yaml": deployment("pay-a", 70),
  });

  test("has the sum of its namespaces in one cluster, without those that are shared", () => {
    const configuration = { tenants: [payments, search] };
    expect(told({ base: both(1), head: both(7), configuration }).at(-1)).toBe(
      "tenant payments live change: requests.cpu 5 → 11 of 10, -1 remains",
    );
  });

  test("is left out where a namespace of several tenants changes, or nothing is bounded", () => {
    const configuration = { tenants: [payments, search] };
    const shared = (replicas: number) => ({ "k8s/c/api.yaml": deployment("pay-shared", replicas) });
    const tenants = told({ base: shared(1), head: shared(2), configuration }).filter((line) =>
      line.startsWith("tenant"),
    );
    expect(tenants).toEqual([]);
  });

  test("is known as far as the least known of its namespaces", () => {
    const configuration = { tenants: [payments, search] };
    const extents = (_: string | null, name: string) => (name === "pay-b" ? "repository" : "complete");
    const lines = told({ base: both(1), head: both(7), configuration, extents });
    expect(lines[0]).toMatch(/^namespace pay-a live complete: /);
    expect(lines.at(-1)).toMatch(/^tenant payments live repository: /);
  });
});

describe("a group of nodes", () => {
  const cluster = (max: number) => ({
    "k8s/eks/cluster.yaml": `apiVersion: eksctl.io/v1alpha5
kind: ClusterConfig
metadata: { name: live, region: eu-west-2 }
managedNodeGroups: [{ name: workers, instanceType: m6i.2xlarge, minSize: 3, maxSize: ${max} }]
`,
  });

  test("of a fixed size says it once", () => {
    const fixed = (nodes: number) => ({
      "k8s/cluster.yaml": `apiVersion: eksctl.io/v1alpha5\nkind: ClusterConfig\nmetadata: { name: live }\nmanagedNodeGroups: [{ name: own, instanceType: m99.large, desiredCapacity: ${nodes} }]\n`,
    });
    expect(told({ base: fixed(2), head: fixed(3) })).toEqual(["nodes live/own live complete: nodes 2 → 3"]);
  });

  test("says how many nodes there may be, and what they have", () => {
    expect(told({ base: cluster(20), head: cluster(30) })).toEqual([
      "nodes live/workers live complete: nodes 20 → 30",
      "nodes live/workers live complete: capacity.cpu 160 → 240",
      "nodes live/workers live complete: capacity.memory 640Gi → 960Gi",
    ]);
  });

  test("that comes is compared with nothing", () => {
    expect(told({ base: {}, head: cluster(2) })).toContain("nodes live/workers live complete: nodes 0 → 2");
  });
});
