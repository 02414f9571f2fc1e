import { describe, expect, test } from "vitest";
import { loadConfiguration } from "./index.ts";

function load(text: string) {
  const repository = { path: ".github/sekisho.yml", text };
  return loadConfiguration({ organisation: null, repository, rules: [] });
}

async function problems(text: string): Promise<readonly string[]> {
  const loaded = await load(text);
  if (loaded.kind === "ok") return [];
  return loaded.problems.map(
    ({ line, message, hint }) => `${line}: ${message}${hint === null ? "" : ` → ${hint}`}`,
  );
}

/** Line 4 holds the quantity. */
function quota(entry: string): string {
  return `tenants:\n  payments:\n    teams: [acme/payments]\n    quota: { ${entry} }\n`;
}

function limit(memory: string): string {
  return `tenants:\n  payments:\n    teams: [acme/payments]\n    limits: { container: { memory: ${memory} } }\n`;
}

const odd = [
  '"-1Gi"',
  "-1",
  '"8 Gi"',
  '"8GB"',
  '"1e999"',
  '"1e999999999"',
  '"eight"',
  '"1.2.3"',
  '""',
  '"0x10"',
  '"Infinity"',
  `"${"9".repeat(200)}"`,
];

describe("a quantity of the configuration", () => {
  test.each(['"1e3"', '"100m"', '"1.5Gi"', '"0.5"', "0.5", "0", '"1E"', '"12e6"', "8Gi", "1000", '"1e-3"'])(
    "may be %s",
    async (text) => {
      expect(await problems(quota(`requests.memory: ${text}`))).toEqual([]);
      expect(await problems(limit(text))).toEqual([]);
    },
  );

  test.each(odd)("may not be %s, and is told with its line", async (text) => {
    const wanted = "must be a Kubernetes quantity such as 500m, 2 or 8Gi, and at least 0.";
    const [inQuota] = await problems(quota(`requests.memory: ${text}`));
    expect(inQuota).toBe(`4: "tenants.payments.quota.requests.memory" ${wanted}`);
    const [inLimits] = await problems(limit(text));
    expect(inLimits).toBe(`4: "tenants.payments.limits.container.memory" ${wanted}`);
  });
});

describe("what an allowance is about", () => {
  test.each([
    "requests.cpu",
    "cpu",
    "limits.memory",
    "pods",
    "count/jobs.batch",
    "requests.nvidia.com/gpu",
    "hugepages-2Mi",
    "requests.hugepages-1Gi",
    "requests.storage",
    "gp3.storageclass.storage.k8s.io/requests.storage",
    "services.loadbalancers",
  ])("may be %s", async (name) => {
    expect(await problems(quota(`"${name}": "1"`))).toEqual([]);
  });

  test.each([
    ["requests.memroy", " → requests.memory"],
    ["request.cpu", " → requests.cpu"],
    ["limits.nvidia.com/gpu", ""],
    ["__proto__x", ""],
    ["a b", ""],
  ])("may not be %s, which would bound nothing", async (name, hint) => {
    expect(await problems(quota(`"${name}": "1"`))).toEqual([
      `4: "tenants.payments.quota.${name}" is nothing that a quota can bound: requests.cpu, limits.memory, pods and count/jobs.batch are.${hint}`,
    ]);
  });
});

describe("the number of nodes of a cluster", () => {
  test("is a whole number, and is kept", async () => {
    const loaded = await load("clusters: { live: { paths: [k8s/**], nodes: 40 }, small: { paths: [x/**] } }");
    expect(loaded.kind === "ok" && loaded.configuration.clusters).toEqual([
      { name: "live", paths: ["k8s/**"], server: null, kubernetesVersion: null, nodes: 40 },
      { name: "small", paths: ["x/**"], server: null, kubernetesVersion: null },
    ]);
  });

  test.each(["0", "-1", "1.5", '"40"', "many"])("may not be %s", async (text) => {
    const [problem] = await problems(`clusters:\n  live:\n    nodes: ${text}\n`);
    expect(problem).toMatch(/^3: "clusters\.live\.nodes" /);
  });
});
