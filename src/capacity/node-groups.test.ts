import { describe, expect, test } from "vitest";
import type { JsonObject, Pointer } from "../model/json.ts";
import { instanceSize } from "./instance-sizes.ts";
import { groupAmounts, groupUncounted, nodeGroups } from "./node-groups.ts";

const gibibyte = 1024n ** 3n;

function read(type: string, object: JsonObject, unknown: readonly Pointer[] = []) {
  const mask = new Map(unknown.map((pointer): [Pointer, string] => [pointer, "digest"]));
  return { type, address: "here", object, unknown: mask };
}

describe("groups of nodes", () => {
  test.each<
    readonly [string, string, JsonObject, readonly (readonly [string, Readonly<Record<string, string>>])[]]
  >([
    [
      "an EKS node group has so many nodes of its type",
      "aws_eks_node_group",
      { scaling_config: [{ min_size: 3, max_size: 20 }], instance_types: ["m6i.2xlarge"] },
      [
        [
          "here",
          {
            "nodes.least": "3",
            nodes: "20",
            "capacity.cpu": "160",
            "capacity.memory": String(640n * gibibyte),
          },
        ],
      ],
    ],
    [
      "of several types the largest may be taken each time",
      "aws_eks_node_group",
      { scaling_config: [{ min_size: 1, max_size: 10 }], instance_types: ["c6i.2xlarge", "r6i.xlarge"] },
      [
        [
          "here",
          {
            "nodes.least": "1",
            nodes: "10",
            "capacity.cpu": "80",
            "capacity.memory": String(320n * gibibyte),
          },
        ],
      ],
    ],
    [
      "EKS takes t3.medium where nothing is said",
      "aws_eks_node_group",
      { scaling_config: [{ min_size: 1, max_size: 2 }] },
      [
        [
          "here",
          { "nodes.least": "1", nodes: "2", "capacity.cpu": "4", "capacity.memory": String(8n * gibibyte) },
        ],
      ],
    ],
    [
      "a launch template says elsewhere what a node is",
      "aws_eks_node_group",
      { scaling_config: [{ min_size: 1, max_size: 2 }], launch_template: [{ version: "1" }] },
      [["here", { "nodes.least": "1", nodes: "2" }]],
    ],
    [
      "a type that is not in the table leaves the number of nodes",
      "aws_eks_node_group",
      { scaling_config: [{ min_size: 1, max_size: 2 }], instance_types: ["m99.large"] },
      [["here", { "nodes.least": "1", nodes: "2" }]],
    ],
    [
      "numbers may be written as text",
      "aws_autoscaling_group",
      { min_size: "0", max_size: "12" },
      [["here", { "nodes.least": "0", nodes: "12" }]],
    ],
    [
      "an auto scaling group may name its types",
      "aws_autoscaling_group",
      {
        ...{ min_size: 0, max_size: 4 },
        mixed_instances_policy: [{ launch_template: [{ override: [{ instance_type: "m5.large" }] }] }],
      },
      [
        [
          "here",
          { "nodes.least": "0", nodes: "4", "capacity.cpu": "8", "capacity.memory": String(32n * gibibyte) },
        ],
      ],
    ],
    [
      "eksctl has two nodes where nothing is said, or as many as are desired",
      "eksctl.io/ClusterConfig",
      {
        metadata: { name: "live" },
        managedNodeGroups: [{ name: "a" }, { name: "b", desiredCapacity: 5, instanceType: "c6i.xlarge" }],
        nodeGroups: [{ name: "c", minSize: 1, maxSize: 9, instanceType: "weird" }],
      },
      [
        [
          "live/a",
          { "nodes.least": "2", nodes: "2", "capacity.cpu": "4", "capacity.memory": String(16n * gibibyte) },
        ],
        [
          "live/b",
          { "nodes.least": "5", nodes: "5", "capacity.cpu": "20", "capacity.memory": String(40n * gibibyte) },
        ],
        ["live/c", { "nodes.least": "1", nodes: "9" }],
      ],
    ],
    [
      "a pool of Karpenter has its limits",
      "karpenter.sh/NodePool",
      { metadata: { name: "default" }, spec: { limits: { cpu: "1000", memory: "4000Gi" } } },
      [["default", { "capacity.cpu": "1000", "capacity.memory": String(4000n * gibibyte) }]],
    ],
    ["anything else is none", "aws_instance", { instance_type: "m5.large" }, []],
  ])("%s", (_name, type, object, expected) => {
    const groups = nodeGroups(read(type, object)).map((group) => [group.name, groupAmounts(group)]);
    expect(groups).toEqual(expected);
  });

  test("what is not known is told, and is not nought", () => {
    const resource = read("aws_eks_node_group", { scaling_config: [{ min_size: 1 }] }, [
      "/scaling_config/0/max_size",
    ]);
    const [group] = nodeGroups(resource);
    expect(group && groupAmounts(group)).toEqual({ "nodes.least": "1" });
    expect(group && groupUncounted(resource, group)).toEqual([{ name: "here", why: "unknown" }]);
  });

  test("a pool without limits has no bound", () => {
    const resource = read("karpenter.sh/NodePool", { metadata: { name: "spot" }, spec: {} });
    const [group] = nodeGroups(resource);
    expect(group && groupUncounted(resource, group)).toEqual([{ name: "spot", why: "unbounded" }]);
  });
});

describe("instance types", () => {
  test.each([
    ["m5.large", 2, 8],
    ["c7g.medium", 1, 2],
    ["r6i.12xlarge", 48, 384],
    ["i3.xlarge", 4, 30.5],
    ["t3.micro", 2, 1],
    ["t2.small", 1, 2],
    ["m7i-flex.2xlarge", 8, 32],
    ["p4d.24xlarge", 96, 1152],
  ])("%s has %d CPUs and %d GiB", (type, cpus, gibibytes) => {
    expect(instanceSize(type)).toEqual({ cpus, memoryMib: gibibytes * 1024 });
  });

  test.each(["", "m5", "m5.metal", "m5.huge", "c5n.large", "m5.large.x", "constructor.large"])(
    "%s is not known",
    (type) => {
      expect(instanceSize(type)).toBeNull();
    },
  );
});
