import { describe, expect, test } from "vitest";
import type { Amounts } from "../model/capacity.ts";
import type { JsonObject, Pointer } from "../model/json.ts";
import { groupAmounts, groupUncounted, nodeGroups } from "./node-groups.ts";

function read(type: string, object: JsonObject, unknown: readonly Pointer[] = []) {
  const mask = new Map(unknown.map((pointer): [Pointer, string] => [pointer, "digest"]));
  return { type, address: "here", object, unknown: mask };
}

type Case = readonly [string, JsonObject, Readonly<Record<string, Amounts>>];

function expectGroups(type: string, object: JsonObject, expected: Case[2]): void {
  const groups = nodeGroups(read(type, object)).map((group) => [group.name, groupAmounts(group)]);
  expect(Object.fromEntries(groups)).toEqual(expected);
}

const zones = (...names: readonly string[]) => ({ node_locations: [...names] });
const scaled = (min: number, max: number) => ({
  autoscaling: [{ min_node_count: min, max_node_count: max }],
});

describe("pools of GKE", () => {
  test.each<Case>([
    [
      "bounds of a zone times its zones: 3 × 1 and 3 × 4",
      { ...zones("a", "b", "c"), ...scaled(1, 4) },
      { here: { "nodes.least": "3", nodes: "12" } },
    ],
    [
      "a zone named twice is one",
      { ...zones("a", "a"), ...scaled(1, 4) },
      { here: { "nodes.least": "1", nodes: "4" } },
    ],
    [
      "bounds over all zones are not multiplied",
      { ...zones("a", "b"), autoscaling: [{ total_min_node_count: 2, total_max_node_count: 9 }] },
      { here: { "nodes.least": "2", nodes: "9" } },
    ],
    [
      "where the zones stand in the cluster, what is said of each",
      { location: "europe-west1", ...scaled(1, 4) },
      { here: { "nodes.zone.least": "1", "nodes.zone": "4" } },
    ],
    [
      "a fixed number is one of each zone",
      { ...zones("a", "b"), node_count: 5 },
      { here: { "nodes.least": "10", nodes: "10" } },
    ],
    [
      "so is the number that it begins with",
      { ...zones("a", "b"), initial_node_count: "3" },
      { here: { "nodes.least": "6", nodes: "6" } },
    ],
    [
      "an autoscaler counts instead of a fixed number",
      { ...zones("a"), node_count: 50, ...scaled(0, 4) },
      { here: { "nodes.least": "0", nodes: "4" } },
    ],
    [
      "a maximum of nought is no autoscaler",
      { ...zones("a"), node_count: 5, ...scaled(0, 0) },
      { here: { "nodes.least": "5", nodes: "5" } },
    ],
    ["without a number nobody says one", { ...zones("a") }, { here: {} }],
  ])("%s", (_name, object, expected) => {
    expectGroups("google_container_node_pool", object, expected);
  });

  test.each<Case>([
    [
      "a cluster in one zone has one, and those beside it: 2 × 3",
      { location: "europe-west1-b", ...zones("europe-west1-c"), initial_node_count: 3 },
      { "here/default-pool": { "nodes.least": "6", nodes: "6" } },
    ],
    [
      "a cluster in a region has those that it names",
      { location: "europe-west1", ...zones("b", "c", "d"), initial_node_count: 1 },
      { "here/default-pool": { "nodes.least": "3", nodes: "3" } },
    ],
    [
      "and as many as Google likes where it names none",
      { location: "europe-west1", initial_node_count: 1 },
      { "here/default-pool": { "nodes.zone.least": "1", "nodes.zone": "1" } },
    ],
    [
      "its own pools have its zones, or others: 1 × 8, and 2 × 5",
      {
        location: "europe-west1-b",
        node_pool: [
          { name: "a", autoscaling: [{ min_node_count: 2, max_node_count: 8 }] },
          { name: "b", node_count: 5, ...zones("c", "d") },
        ],
      },
      { "here/a": { "nodes.least": "2", nodes: "8" }, "here/b": { "nodes.least": "10", nodes: "10" } },
    ],
    [
      "a default pool that is removed is none",
      { location: "a-1", initial_node_count: 1, remove_default_node_pool: true },
      {},
    ],
    [
      "Autopilot has no pools",
      { location: "europe-west1", enable_autopilot: true, initial_node_count: 1 },
      {},
    ],
  ])("%s", (_name, object, expected) => {
    expectGroups("google_container_cluster", object, expected);
  });

  test("what is not known is neither nought nor the fixed number", () => {
    const resource = read("google_container_node_pool", { ...zones("a"), node_count: 5 }, ["/autoscaling"]);
    const [group] = nodeGroups(resource);
    expect(group && groupAmounts(group)).toEqual({});
    expect(group && groupUncounted(resource, group)).toEqual([{ name: "here", why: "unknown" }]);
  });

  test("zones that are not known leave what is said of each", () => {
    const resource = read("google_container_node_pool", { ...zones("a", "b"), ...scaled(1, 4) }, [
      "/node_locations/1",
    ]);
    expect(nodeGroups(resource).map(groupAmounts)).toEqual([{ "nodes.zone.least": "1", "nodes.zone": "4" }]);
  });
});

describe("pools of AKS", () => {
  test.each<Case>([
    [
      "bounds are those of the pool, whatever its zones",
      { auto_scaling_enabled: true, min_count: 2, max_count: 9, node_count: 3, zones: ["1", "2", "3"] },
      { here: { "nodes.least": "2", nodes: "9" } },
    ],
    [
      "older versions of the provider have another word for it",
      { enable_auto_scaling: true, min_count: 0, max_count: 9 },
      { here: { "nodes.least": "0", nodes: "9" } },
    ],
    [
      "without an autoscaler it is as large as it says",
      { node_count: 4, max_count: 9 },
      { here: { "nodes.least": "4", nodes: "4" } },
    ],
    ["without a number nobody says one", { auto_scaling_enabled: false }, { here: {} }],
  ])("%s", (_name, object, expected) => {
    expectGroups("azurerm_kubernetes_cluster_node_pool", object, expected);
  });

  test("a cluster begins with a pool", () => {
    const first = { name: "system", auto_scaling_enabled: true, min_count: 1, max_count: 5 };
    expectGroups(
      "azurerm_kubernetes_cluster",
      { default_node_pool: [first] },
      {
        "here/system": { "nodes.least": "1", nodes: "5" },
      },
    );
  });

  test("nobody knows which numbers count where the switch is not known", () => {
    const resource = read("azurerm_kubernetes_cluster_node_pool", { node_count: 4, max_count: 9 }, [
      "/auto_scaling_enabled",
    ]);
    expect(nodeGroups(resource).map(groupAmounts)).toEqual([{}]);
  });
});
