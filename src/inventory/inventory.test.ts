import { describe, expect, test } from "vitest";
import type { JsonObject } from "../model/json.ts";
import type { Resource } from "../model/resource.ts";
import { collectInventory, emptyClusterInventory, inventoryOf, mayHoldInventory } from "./index.ts";
import { summaryOf } from "./summary.ts";

function resource(
  rootKey: string,
  address: string,
  namespace: string | null,
  object: JsonObject = {},
): Resource {
  const location = { path: "a", startLine: 1, endLine: 1 };
  const type = address.split("/").slice(0, 2).join("/");
  const masks = { unknown: new Map(), sensitive: new Set<string>() };
  return { rootKey, address, type, namespace, object, ...masks, location, locate: () => location };
}

const namespace = (name: string, metadata: JsonObject) =>
  resource("r", `core/Namespace/-/${name}`, null, { metadata: { name, ...metadata } });
const limitRange = (name: string, items: JsonObject[]) =>
  resource("r", `core/LimitRange/shop/${name}`, "shop", { spec: { limits: items } });
const only = (resources: Resource[], cluster: string | null = "live") =>
  inventoryOf(
    collectInventory(resources, () => cluster),
    cluster,
  );

describe("namespaces", () => {
  test("are known by their labels and annotations, whatever shape those have", () => {
    const found = only([
      namespace("b", { labels: { team: "x" }, annotations: { note: "y" } }),
      namespace("a", { labels: "broken" }),
      namespace("__proto__", {}),
    ]).namespaces;
    expect(Object.keys(found)).toEqual(["__proto__", "a", "b"]);
    expect(found["b"]).toEqual({ labels: { team: "x" }, annotations: { note: "y" } });
    expect(found["a"]).toEqual({ labels: {}, annotations: {} });
  });

  test("are kept apart by cluster", () => {
    const resources = [namespace("a", { labels: { c: "1" } }), namespace("a", { labels: { c: "2" } })];
    const inventory = collectInventory(resources, (item) => (item === resources[0] ? "one" : null));
    expect(inventoryOf(inventory, "one").namespaces["a"]?.labels).toEqual({ c: "1" });
    expect(inventoryOf(inventory, null).namespaces["a"]?.labels).toEqual({ c: "2" });
    expect(inventoryOf(inventory, "two")).toBe(emptyClusterInventory);
  });
});

describe("limit ranges", () => {
  test.each<[string, JsonObject[], object]>([
    [
      "defaults as written",
      [
        {
          type: "Container",
          default: { cpu: "1", memory: "1Gi" },
          defaultRequest: { cpu: "10m", memory: 64 },
        },
      ],
      { limits: { cpu: "1", memory: "1Gi" }, requests: { cpu: "10m", memory: "64" } },
    ],
    [
      "a request from the limit",
      [{ type: "Container", default: { memory: "1Gi" } }],
      { limits: { memory: "1Gi" }, requests: { memory: "1Gi" } },
    ],
    [
      "a limit from the maximum, a request from the minimum",
      [{ type: "Container", max: { memory: "2Gi" }, min: { memory: "1Gi", cpu: "5m" } }],
      { limits: { memory: "2Gi" }, requests: { memory: "2Gi", cpu: "5m" } },
    ],
    ["nothing for other types", [{ type: "Pod", default: { cpu: "1" } }], { limits: {}, requests: {} }],
    ["nothing for other shapes", [{ type: "Container", default: [] }], { limits: {}, requests: {} }],
  ])("give %s", (_, items, expected) => {
    expect(only([limitRange("a", items)]).limitRanges["shop"]).toEqual(expected);
  });

  test("of one namespace add up, the first one first", () => {
    const first = limitRange("a", [{ type: "Container", default: { cpu: "1" } }]);
    const second = limitRange("b", [{ type: "Container", default: { cpu: "2", memory: "1Gi" } }]);
    expect(only([first, second]).limitRanges["shop"]?.limits).toEqual({ cpu: "1", memory: "1Gi" });
  });

  test("without a namespace say nothing about any", () => {
    expect(only([resource("r", "core/LimitRange/-/a", "", {})]).limitRanges).toEqual({});
  });
});

describe("definitions", () => {
  test("list what several roots of a cluster define", () => {
    const found = only([
      resource("r2", "core/Service/shop/web", "shop"),
      resource("r1", "core/Service/shop/web", "shop"),
      resource("r1", "core/Service/shop/api", "shop"),
      resource("r1", "core/Service/shop/api", "shop"),
    ]);
    expect(found.definitions).toEqual({ "core/Service/shop/web": ["r1", "r2"] });
  });

  test.each([
    ["an unknown namespace", "core/Service/-/web", "", "live"],
    ["a generated name", "batch/Job/shop/web-*#1", "shop", "live"],
    ["an unknown cluster", "core/Service/shop/web", "shop", null],
    ["Terraform's own addresses", "aws_db_instance.x", null, "live"],
  ])("are silent about %s", (_, address, namespaceName, cluster) => {
    const resources = ["r1", "r2"].map((root) => resource(root, address, namespaceName));
    expect(only(resources, cluster).definitions).toEqual({});
  });

  test("leave out what is there only to tell about its namespace: where it was before it moved", () => {
    const moved = { ...resource("r1", "core/LimitRange/shop/defaults", "shop"), background: true };
    expect(only([resource("r2", "core/LimitRange/shop/defaults", "shop"), moved]).definitions).toEqual({});
  });
});

test("a policy of Kyverno says what it makes in namespaces", () => {
  const rules = [
    { name: "labels", mutate: {} },
    { name: "quota", generate: { kind: "ResourceQuota" } },
  ];
  expect(summaryOf("kyverno.io/ClusterPolicy", { spec: { rules } })).toEqual({
    generates: ["ResourceQuota"],
  });
  expect(summaryOf("kyverno.io/ClusterPolicy", {})).toEqual({ generates: [] });
});

describe("mayHoldInventory", () => {
  test.each([
    "kind: Namespace\n",
    'kind: "LimitRange"',
    '{"kind":"Namespace"}',
    'resource "kubernetes_limit_range" "x" {}',
  ])("%s may", (text) => {
    expect(mayHoldInventory(Buffer.from(text))).toBe(true);
  });

  test.each(["kind: Deployment\n# Namespace", "kind: NamespaceClaim", "", "namespace: Namespace"])(
    "%j may not",
    (text) => {
      expect(mayHoldInventory(Buffer.from(text))).toBe(false);
    },
  );
});
