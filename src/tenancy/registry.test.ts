import { describe, expect, test } from "vitest";
import { createRegistry } from "./index.ts";
import { tenant } from "./testing/cases.ts";

const registry = createRegistry({
  tenants: [
    tenant("決済", ["o/決済", "o/shared"], {
      paths: ["k8s/payments/**", "docs/pay.md"],
      namespaces: ["payments-*"],
      clusters: ["payments-prod"],
      accounts: ["222222222222"],
      argoProjects: ["payments"],
      hosts: ["*.Pay.example.com"],
    }),
    tenant("配送", ["o/配送"], { paths: ["k8s/*/ship/**"], namespaces: ["payments-ship", "ship"] }),
    tenant("platform", ["o/shared"], {}),
  ],
  clusters: [
    { name: "live", paths: ["namespaces/live.*/**"], server: null, kubernetesVersion: "1.34" },
    { name: "all", paths: ["namespaces/**"], server: null, kubernetesVersion: null },
  ],
  kubernetesVersion: "1.33",
});

describe("owners", () => {
  test.each<[string, readonly string[], readonly string[]]>([
    ["a file below a folder", registry.ownersOfPath("k8s/payments/prod/api.yaml"), ["決済"]],
    ["the folder itself", registry.ownersOfPath("k8s/payments"), ["決済"]],
    ["a folder whose name begins alike", registry.ownersOfPath("k8s/payments-2/api.yaml"), []],
    ["a file named exactly", registry.ownersOfPath("docs/pay.md"), ["決済"]],
    ["a file that two own", registry.ownersOfPath("k8s/payments/ship/a.yaml"), ["決済", "配送"]],
    ["a namespace by a glob and by name", registry.ownersOfNamespace("payments-ship"), ["決済", "配送"]],
    ["a namespace of nobody", registry.ownersOfNamespace("default"), []],
    ["a cluster", registry.ownersOfCluster("payments-prod"), ["決済"]],
    ["an account", registry.ownersOfAccount("222222222222"), ["決済"]],
    ["an Argo project", registry.ownersOfArgoProject("payments"), ["決済"]],
    [
      "a host, whatever its case, with the dot of DNS",
      registry.ownersOfHost("API.pay.example.com."),
      ["決済"],
    ],
    ["a name like a property of objects", registry.ownersOfNamespace("constructor"), []],
  ])("of %s", (_, owners, expected) => {
    expect(owners).toEqual(expected);
  });
});

describe("foreign means no owning team in common", () => {
  test.each([
    ["決済", "配送", true],
    ["決済", "platform", false],
    ["決済", "決済", false],
    ["決済", "unknown", true],
    ["unknown", "unknown", false],
  ])("%s and %s: %s", (left, right, foreign) => {
    expect(registry.isForeign(left, right)).toBe(foreign);
    expect(registry.isForeign(right, left)).toBe(foreign);
  });
});

test.each([
  ["namespaces/live.example/a/x.yaml", "live", "1.34"],
  ["namespaces/test/x.yaml", "all", "1.33"],
  ["k8s/x.yaml", null, "1.33"],
])("%s is deployed to %s with Kubernetes %s", (path, cluster, version) => {
  expect(registry.clusterOf(path)).toBe(cluster);
  expect(registry.kubernetesVersionOf(cluster)).toBe(version);
});

test("a registry without tenants is empty", () => {
  expect(createRegistry({ tenants: [], clusters: [], kubernetesVersion: "1.33" }).isEmpty).toBe(true);
  expect(registry.isEmpty).toBe(false);
});
