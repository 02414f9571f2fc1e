import { describe, expect, test } from "vitest";
import type { JsonObject, Pointer } from "../model/json.ts";
import type { CapacityObject } from "./namespace-use.ts";
import { type NamespaceContent, useAndQuotas } from "./quotas.ts";
import { container, object } from "./testing/objects.ts";
import { capacityUse } from "./use.ts";

const none = { requests: {}, limits: {} };
/** Half a CPU each; what asks for nothing is BestEffort. */
const half = container({ cpu: "500m" });
const idle = container({});

/** A Deployment of so many pods. */
function pods(name: string, replicas: number, spec: JsonObject, unknown: readonly Pointer[] = []) {
  const template = { spec: { containers: [half], ...spec } };
  return object("apps/Deployment", name, { replicas, template }, { unknown });
}

function claim(name: string, storage: string, attributes: string | null) {
  const spec = { resources: { requests: { storage } }, volumeAttributesClassName: attributes };
  return object("core/PersistentVolumeClaim", name, spec);
}

function priority(name: string, written: JsonObject): CapacityObject {
  const type = "scheduling.k8s.io/PriorityClass";
  const use = capacityUse({ type, object: written, unknown: new Map() });
  return { type, name, rootKey: "kubernetes:k8s", address: `${type}/-/${name}`, use };
}

const selector = (...expressions: readonly JsonObject[]): JsonObject => ({
  scopeSelector: { matchExpressions: [...expressions] },
});
const byClass = (operator: string, ...values: readonly string[]): JsonObject =>
  selector({ scopeName: "PriorityClass", operator, ...(values.length === 0 ? {} : { values: [...values] }) });
const near = (term: JsonObject): JsonObject => ({
  affinity: { podAffinity: { requiredDuringSchedulingIgnoredDuringExecution: [term] } },
});

/** Two pods that end by themselves, three of class high, five of class low, seven that ask for nothing. */
const mixed = [
  object("batch/Job", "once", {
    parallelism: 2,
    template: { spec: { activeDeadlineSeconds: 600, containers: [half] } },
  }),
  pods("urgent", 3, { priorityClassName: "high" }),
  pods("slow", 5, { priorityClassName: "low" }),
  pods("idle", 7, { containers: [idle] }),
];

type Case = readonly [string, JsonObject, readonly CapacityObject[], Readonly<Record<string, string>>];

function under(quota: JsonObject, content: Partial<NamespaceContent>) {
  const objects = [...(content.objects ?? []), object("core/ResourceQuota", "some", quota)];
  const side = useAndQuotas({ clusterWide: [], defaults: none, nodes: null, ...content, objects });
  const [scoped] = side.scoped;
  return scoped === undefined ? null : { hard: scoped.hard, use: side.usedUnder(scoped.scopes) };
}

function expectAmounts(amounts: Readonly<Record<string, string>> | undefined, expected: Case[3]) {
  for (const [name, amount] of Object.entries(expected))
    expect([name, amounts?.[name] ?? "0"]).toEqual([name, amount]);
}

describe("totals under quotas with scopes", () => {
  test.each<Case>([
    [
      "Terminating counts what says its own end: 2 of half a CPU",
      { scopes: ["Terminating"] },
      mixed,
      { pods: "2", "requests.cpu": "1" },
    ],
    [
      "NotTerminating counts the rest: 3 + 5 of half a CPU, and 7 of none",
      { scopes: ["NotTerminating"] },
      mixed,
      { pods: "15", "requests.cpu": "4" },
    ],
    ["BestEffort counts what asks for nothing", { scopes: ["BestEffort"] }, mixed, { pods: "7" }],
    [
      "NotBestEffort counts 2 + 3 + 5 of half a CPU",
      { scopes: ["NotBestEffort"] },
      mixed,
      { pods: "10", "requests.cpu": "5" },
    ],
    [
      "all scopes have to match: of what asks for something, what does not end",
      { scopes: ["NotBestEffort", "NotTerminating"] },
      mixed,
      { pods: "8", "requests.cpu": "4" },
    ],
    [
      "both fields have to match",
      { scopes: ["NotTerminating"], ...byClass("In", "low", "other") },
      mixed,
      { pods: "5", "requests.cpu": "2.5" },
    ],
    ["a class in a list", byClass("In", "high"), mixed, { pods: "3", "requests.cpu": "1.5" }],
    ["of a list any class", byClass("In", "high", "low"), mixed, { pods: "8", "requests.cpu": "4" }],
    ["in no list is what has no class, too", byClass("NotIn", "high"), mixed, { pods: "14" }],
    ["any class", byClass("Exists"), mixed, { pods: "8" }],
    ["any class, in the short form", { scopes: ["PriorityClass"] }, mixed, { pods: "8" }],
    ["no class", byClass("DoesNotExist"), mixed, { pods: "9", "requests.cpu": "1" }],
    [
      "two conditions on the class",
      selector(
        { scopeName: "PriorityClass", operator: "Exists" },
        { scopeName: "PriorityClass", operator: "NotIn", values: ["low"] },
      ),
      mixed,
      { pods: "3" },
    ],
    [
      "a class that is an empty text is none",
      byClass("DoesNotExist"),
      [pods("a", 4, { priorityClassName: "" })],
      { pods: "4" },
    ],
    [
      "the end of a Job is not the end of its pods",
      { scopes: ["Terminating"] },
      [object("batch/Job", "a", { activeDeadlineSeconds: 60, template: { spec: { containers: [half] } } })],
      { pods: "0" },
    ],
    [
      "an end at once is an end",
      { scopes: ["Terminating"] },
      [object("core/Pod", "a", { activeDeadlineSeconds: 0, containers: [half] })],
      { pods: "1", "requests.cpu": "0.5" },
    ],
    [
      "a request of nought is BestEffort, and so is a GPU alone",
      { scopes: ["BestEffort"] },
      [
        pods("a", 1, { containers: [container({ cpu: "0", memory: 0 })] }),
        pods("b", 2, { containers: [container({}, { "nvidia.com/gpu": 1 })] }),
      ],
      { pods: "3" },
    ],
    [
      "a limit is enough, be it of an init container, and so is what the whole pod asks for",
      { scopes: ["NotBestEffort"] },
      [
        pods("a", 1, { containers: [container({}, { memory: "1Gi" })] }),
        pods("b", 2, { containers: [idle], initContainers: [half] }),
        pods("c", 4, { containers: [idle], resources: { requests: { cpu: "1" } } }),
      ],
      // 4 × 1 CPU, and 2 × 500m at the start.
      { pods: "7", "requests.cpu": "5", "requests.memory": "1073741824" },
    ],
    [
      "pods that are near to pods of other namespaces",
      { scopes: ["CrossNamespacePodAffinity"] },
      [
        pods("named", 1, near({ namespaces: ["other"], topologyKey: "zone" })),
        pods("selected", 2, near({ namespaceSelector: {}, topologyKey: "zone" })),
        pods("own", 4, near({ namespaces: [], topologyKey: "zone" })),
        pods("far", 8, {
          affinity: {
            podAntiAffinity: {
              preferredDuringSchedulingIgnoredDuringExecution: [
                { weight: 1, podAffinityTerm: { namespaces: ["other"], topologyKey: "zone" } },
              ],
            },
          },
        }),
      ],
      { pods: "11", "requests.cpu": "5.5" },
    ],
    [
      "an autoscaler counts with its maximum, and what it does not scale not at all",
      byClass("In", "high"),
      [
        ...mixed,
        object("autoscaling/HorizontalPodAutoscaler", "urgent", {
          ...{ scaleTargetRef: { kind: "Deployment", name: "urgent" }, maxReplicas: 20 },
        }),
      ],
      { pods: "20", "requests.cpu": "10" },
    ],
    [
      "runs that do not coincide are not added under a scope either",
      { scopes: ["Terminating"] },
      ["1 * * * *", "2 * * * *"].map((schedule, index) =>
        object("batch/CronJob", schedule, {
          schedule,
          jobTemplate: {
            spec: {
              parallelism: 2 + index,
              template: { spec: { activeDeadlineSeconds: 9, containers: [half] } },
            },
          },
        }),
      ),
      { pods: "3", "requests.cpu": "1.5" },
    ],
    [
      "claims and other objects count under no scope of pods",
      { scopes: ["NotTerminating"] },
      [claim("a", "10Gi", "gold"), object("core/Service", "b", { type: "LoadBalancer" })],
      { persistentvolumeclaims: "0", "requests.storage": "0", services: "0", "services.loadbalancers": "0" },
    ],
    [
      "claims of a class of attributes, also those that pods are given, and no pods",
      selector({ scopeName: "VolumeAttributesClass", operator: "In", values: ["gold"] }),
      [
        claim("a", "10Gi", "gold"),
        claim("b", "20Gi", "silver"),
        claim("c", "40Gi", null),
        object("apps/StatefulSet", "db", {
          replicas: 3,
          template: { spec: { containers: [half] } },
          volumeClaimTemplates: [
            { spec: { resources: { requests: { storage: "1Gi" } }, volumeAttributesClassName: "gold" } },
            { spec: { resources: { requests: { storage: "5Gi" } } } },
          ],
        }),
      ],
      // 10Gi, and 3 × 1Gi.
      { pods: "0", persistentvolumeclaims: "4", "requests.storage": String(13n * 1024n ** 3n) },
    ],
    [
      "claims without a class of attributes",
      selector({ scopeName: "VolumeAttributesClass", operator: "DoesNotExist" }),
      [claim("a", "10Gi", "gold"), claim("c", "40Gi", null)],
      { persistentvolumeclaims: "1", "requests.storage": String(40n * 1024n ** 3n) },
    ],
  ])("%s", (_name, quota, objects, expected) => {
    expectAmounts(under(quota, { objects })?.use.amounts, expected);
  });

  test("what a LimitRange gives is no BestEffort", () => {
    const defaults = { requests: { cpu: "250m" }, limits: {} };
    const { use } = under({ scopes: ["NotBestEffort"] }, { objects: mixed, defaults }) ?? {};
    // 2 + 3 + 5 of 500m, and 7 of 250m.
    expectAmounts(use?.amounts, { pods: "17", "requests.cpu": "6.75" });
  });

  test("what names no class has the default of the cluster, of several the one of the lowest value", () => {
    const clusterWide = [
      priority("high", { value: 1000 }),
      priority("usual", { value: 50, globalDefault: true }),
      priority("low", { value: 10, globalDefault: true }),
    ];
    const { use } = under(byClass("In", "low"), { objects: mixed, clusterWide }) ?? {};
    // 5 that name it, 2 + 7 that name none.
    expectAmounts(use?.amounts, { pods: "14" });
  });

  test("a DaemonSet that the scope leaves out is not missing", () => {
    const agent = object("apps/DaemonSet", "agent", { template: { spec: { containers: [half] } } });
    const told = (scope: string) =>
      under({ scopes: [scope] }, { objects: [agent] })?.use.uncounted.map(({ name }) => name);
    expect(told("Terminating")).toEqual([]);
    expect(told("NotTerminating")).toEqual(["DaemonSet agent"]);
  });
});

describe("what is not known is neither in nor out", () => {
  const at = (path: string) => [`/spec/template/spec/${path}` as const];
  test.each<readonly [string, JsonObject, CapacityObject, string]>([
    ["its class", byClass("In", "high"), pods("a", 4, {}, at("priorityClassName")), "unknown"],
    [
      "its class, even for what has none",
      byClass("DoesNotExist"),
      pods("a", 4, {}, at("priorityClassName")),
      "unknown",
    ],
    ["its end", { scopes: ["NotTerminating"] }, pods("a", 4, {}, at("activeDeadlineSeconds")), "unknown"],
    [
      "what it is near to",
      { scopes: ["CrossNamespacePodAffinity"] },
      pods("a", 4, near({ topologyKey: "zone" }), [
        `${at("affinity/podAffinity/requiredDuringSchedulingIgnoredDuringExecution/0/namespaces")[0]}`,
      ]),
      "unknown",
    ],
    [
      "what it asks for",
      { scopes: ["BestEffort"] },
      pods("a", 4, { containers: [idle] }, at("containers/0/resources")),
      "unknown",
    ],
  ])("%s", (_name, quota, only, why) => {
    const { use } = under(quota, { objects: [only] }) ?? {};
    expect(use?.uncounted).toEqual([{ name: "Deployment a", why }]);
    expectAmounts(use?.amounts, { pods: "0" });
  });

  test("and another scope that leaves it out decides", () => {
    const open = pods("a", 4, {}, at("priorityClassName"));
    const { use } = under({ scopes: ["Terminating"], ...byClass("In", "high") }, { objects: [open] }) ?? {};
    expect([use?.uncounted, use?.amounts["pods"] ?? "0"]).toEqual([[], "0"]);
  });

  test("what is known to ask for something is not BestEffort, whatever the rest asks for", () => {
    const open = pods("a", 4, { containers: [half, idle] }, at("containers/1/resources"));
    expect(under({ scopes: ["BestEffort"] }, { objects: [open] })?.use.uncounted).toEqual([]);
  });
});
