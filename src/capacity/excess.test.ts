import { describe, expect, test } from "vitest";
import type { Amounts } from "../model/capacity.ts";
import type { JsonObject } from "../model/json.ts";
import { amountText } from "./amounts.ts";
import { excesses } from "./excess.ts";
import { type CapacityObject, namespaceUse } from "./namespace-use.ts";
import { type UseAndQuotas, useAndQuotas, usedTogether } from "./quotas.ts";
import { container, object, podSpec } from "./testing/objects.ts";

const place = { rootKey: "kubernetes:k8s", address: "core/ResourceQuota/shop/quota" };

function side(hard: Amounts, ...objects: readonly CapacityObject[]): UseAndQuotas {
  return usedTogether(namespaceUse(objects, { requests: {}, limits: {} }), [{ name: "quota", place, hard }]);
}

function api(replicas: number, memory = "1Gi"): CapacityObject {
  return object("apps/Deployment", "api", { replicas, ...podSpec(container({ memory })) });
}

const web = object("apps/Deployment", "web", { replicas: 2, ...podSpec(container({ memory: "1Gi" })) });
const allowed = { "requests.memory": "10Gi" };

function told(now: UseAndQuotas, before: Parameters<typeof excesses>[1]): readonly string[] {
  return excesses(now, before).map(
    ({ place: { address }, part, asked, allowed: most }) => `${address} ${part}: ${asked} of ${most}`,
  );
}

describe("with nothing to compare", () => {
  test("an excess stands at its quota", () => {
    expect(told(side(allowed, api(12)), "nothing")).toEqual([
      "core/ResourceQuota/shop/quota quota: 12Gi of 10Gi",
    ]);
  });

  test("what fits is no excess, to the byte", () => {
    expect(told(side(allowed, api(10)), "nothing")).toEqual([]);
    expect(told(side({ "requests.memory": "10737418239" }, api(10)), "nothing")).toHaveLength(1);
  });

  test("a quota without a place is exceeded by what asks for most", () => {
    const { use, quotas } = side(allowed, web, api(12));
    const configured = usedTogether(
      use,
      quotas.map((quota) => ({ ...quota, place: null })),
    );
    expect(told(configured, "nothing")).toEqual(["apps/Deployment/shop/api pod: 14Gi of 10Gi"]);
  });

  test("memory is the same as requests.memory, and the lowest quota counts", () => {
    const { use } = side({}, api(12));
    const quotas = [
      { name: "wide", place, hard: { memory: "11Gi" } },
      { name: "strict", place, hard: allowed },
    ];
    expect(excesses(usedTogether(use, quotas), "nothing").map(({ quota }) => quota)).toEqual(["strict"]);
  });
});

describe("compared with what was there", () => {
  test("what adds most is told, by its replicas", () => {
    expect(told(side(allowed, api(12)), side(allowed, api(4)))).toEqual([
      "apps/Deployment/shop/api count: 12Gi of 10Gi",
    ]);
  });

  test("or by what a pod asks for", () => {
    expect(told(side(allowed, api(4, "3Gi")), side(allowed, api(4)))).toEqual([
      "apps/Deployment/shop/api pod: 12Gi of 10Gi",
    ]);
  });

  test("an autoscaler that goes further is told itself", () => {
    const scaler = (maxReplicas: number) =>
      object("autoscaling/HorizontalPodAutoscaler", "api", {
        scaleTargetRef: { kind: "Deployment", name: "api" },
        maxReplicas,
      });
    expect(told(side(allowed, api(2), scaler(20)), side(allowed, api(2), scaler(4)))).toEqual([
      "autoscaling/HorizontalPodAutoscaler/shop/api count: 20Gi of 10Gi",
    ]);
  });

  test("an excess that gets worse is told, and stays with its quota", () => {
    expect(told(side(allowed, api(14)), side(allowed, api(12)))).toEqual([
      "apps/Deployment/shop/api count: 14Gi of 10Gi",
      "core/ResourceQuota/shop/quota quota: 14Gi of 10Gi",
    ]);
  });

  test("an excess that gets better, or stays, stands at its quota alone", () => {
    for (const replicas of [11, 12])
      expect(told(side(allowed, api(replicas)), side(allowed, api(12)))).toEqual([
        `core/ResourceQuota/shop/quota quota: ${replicas}Gi of 10Gi`,
      ]);
  });

  test("a quota that is lowered is told itself", () => {
    expect(told(side(allowed, api(12)), side({ "requests.memory": "20Gi" }, api(12)))).toEqual([
      "core/ResourceQuota/shop/quota quota: 12Gi of 10Gi",
    ]);
  });

  test("what moves to another root adds nothing", () => {
    const moved = { ...api(12), rootKey: "chart:api" };
    expect(told(side(allowed, moved), side(allowed, api(12)))).toEqual([
      "core/ResourceQuota/shop/quota quota: 12Gi of 10Gi",
    ]);
  });
});

describe("under quotas with scopes", () => {
  const quota = (name: string, spec: JsonObject) => object("core/ResourceQuota", name, spec);
  const urgent = (replicas: number) =>
    object("apps/Deployment", "urgent", {
      replicas,
      template: { spec: { priorityClassName: "high", containers: [container({ memory: "1Gi" })] } },
    });
  const high = quota("high", {
    hard: { memory: "4Gi" },
    scopeSelector: {
      matchExpressions: [{ scopeName: "PriorityClass", operator: "In", values: ["high"] }],
    },
  });
  const content = (...objects: readonly CapacityObject[]): UseAndQuotas =>
    useAndQuotas({ objects, clusterWide: [], defaults: { requests: {}, limits: {} }, nodes: null });
  const rows = (now: UseAndQuotas, before: Parameters<typeof excesses>[1]) =>
    excesses(now, before).map(
      ({ place: { address }, part, quota: by, scopes, asked, allowed: most }) =>
        `${address} ${part}: ${asked} of ${most} by ${by} (${scopes.join("; ")})`,
    );

  test("only what they count may exceed them", () => {
    const urgency = "core/ResourceQuota/shop/high quota: 6Gi of 4Gi by high (PriorityClass In high)";
    expect(rows(content(high, api(12), urgent(4)), "nothing")).toEqual([]);
    expect(rows(content(high, api(12), urgent(6)), "nothing")).toEqual([urgency]);
  });

  test("what adds most is sought among what they count", () => {
    expect(rows(content(high, api(40), urgent(6)), content(high, api(1), urgent(3)))).toEqual([
      "apps/Deployment/shop/urgent count: 6Gi of 4Gi by high (PriorityClass In high)",
    ]);
  });

  test("each quota of a namespace counts for itself", () => {
    const all = quota("all", { hard: { "requests.memory": "10Gi" } });
    const steady = quota("steady", { hard: { "requests.memory": "9Gi" }, scopes: ["NotTerminating"] });
    expect(rows(content(all, high, steady, api(6), urgent(6)), "nothing")).toEqual([
      "core/ResourceQuota/shop/all quota: 12Gi of 10Gi by all ()",
      "core/ResourceQuota/shop/high quota: 6Gi of 4Gi by high (PriorityClass In high)",
      "core/ResourceQuota/shop/steady quota: 12Gi of 9Gi by steady (NotTerminating)",
    ]);
  });
});

describe("amounts as people write them", () => {
  test.each([
    ["requests.memory", "687194767360", "640Gi"],
    ["requests.memory", "1610612736", "1.5Gi"],
    ["requests.memory", "200000000000", "200G"],
    ["requests.memory", "1073741825", "1073741825"],
    ["requests.storage", "1099511627776", "1Ti"],
    ["requests.cpu", "80", "80"],
    ["requests.cpu", "0.25", "250m"],
    ["pods", "12", "12"],
  ])("%s %s is %s", (name, decimal, text) => {
    expect(amountText(name, decimal)).toBe(text);
  });
});
