import { describe, expect, test } from "vitest";
import type { Amounts } from "../model/capacity.ts";
import type { JsonObject, Pointer } from "../model/json.ts";
import { glanceText } from "./amounts.ts";
import { type CapacityObject, namespaceUse } from "./namespace-use.ts";
import { type UseAndQuotas, useAndQuotas, usedTogether } from "./quotas.ts";
import { capacityRows } from "./rows.ts";
import { container, object, podSpec } from "./testing/objects.ts";

const none = { requests: {}, limits: {} };
const gib = container({ cpu: "100m", memory: "1Gi" });
const api = (replicas: number) => object("apps/Deployment", "api", { replicas, ...podSpec(gib) });

function side(objects: readonly CapacityObject[], ...quotas: readonly Amounts[]): UseAndQuotas {
  return usedTogether(
    namespaceUse(objects, none),
    quotas.map((hard, index) => ({
      name: `quota-${index}`,
      place: { rootKey: "kubernetes:k8s", address: `core/ResourceQuota/shop/quota-${index}` },
      hard,
    })),
  );
}

/** `limits.memory 48Gi → 640Gi of 200Gi by quota-0, -440Gi remains`. */
function told(before: UseAndQuotas, after: UseAndQuotas, rolling: readonly string[] = []): readonly string[] {
  return capacityRows(before, after, new Set(rolling)).map((row) => {
    const { allowed, allowedBefore, remains, rolloutExcess } = row;
    return [
      `${row.resource} ${row.before.text} → ${row.after.text}`,
      allowed === null ? "" : ` of ${allowed.text} by ${allowed.quota}, ${remains?.text} remains`,
      allowedBefore === undefined ? "" : ` (${allowedBefore?.text ?? "nothing"} before)`,
      rolloutExcess === undefined ? "" : `, ${rolloutExcess.text} too much meanwhile`,
    ].join("");
  });
}

describe("rows", () => {
  test("are the numbers that differ, and no others", () => {
    expect(told(side([api(3)]), side([api(4)]))).toEqual([
      "requests.cpu 300m → 400m",
      "requests.memory 3Gi → 4Gi",
      "pods 3 → 4",
    ]);
    expect(told(side([api(3)]), side([api(3)]))).toEqual([]);
  });

  test("say what remains, also where it is less than nothing", () => {
    const quota = { "requests.cpu": "2", "requests.memory": "10Gi", pods: "12" };
    expect(told(side([api(3)], quota), side([api(12)], quota))).toEqual([
      "requests.memory 3Gi → 12Gi of 10Gi by quota-0, -2Gi remains",
      "requests.cpu 300m → 1.2 of 2 by quota-0, 800m remains",
      "pods 3 → 12 of 12 by quota-0, 0 remains",
    ]);
  });

  test("know resources by each of their names", () => {
    const quota = { cpu: "1", "count/pods": "5" };
    expect(told(side([api(3)], quota), side([api(4)], quota))).toEqual([
      "requests.cpu 300m → 400m of 1 by quota-0, 600m remains",
      "pods 3 → 4 of 5 by quota-0, 1 remains",
      "requests.memory 3Gi → 4Gi",
    ]);
  });

  test("take the strictest of several quotas", () => {
    const quotas = [{ pods: "50" }, { pods: "9" }] as const;
    expect(told(side([api(3)], ...quotas), side([api(4)], ...quotas))[0]).toBe(
      "pods 3 → 4 of 9 by quota-1, 5 remains",
    );
  });

  test("tell a quota that comes, changes or goes while something uses it", () => {
    const [small, large] = [{ pods: "5" }, { pods: "8" }];
    expect(told(side([api(3)]), side([api(3)], small))).toEqual([
      "pods 3 → 3 of 5 by quota-0, 2 remains (nothing before)",
    ]);
    expect(told(side([api(3)], large), side([api(3)], small))).toEqual([
      "pods 3 → 3 of 5 by quota-0, 2 remains (8 before)",
    ]);
    expect(told(side([api(3)], small), side([api(3)]))).toEqual(["pods 3 → 3 (5 before)"]);
    expect(told(side([]), side([], small))).toEqual([]);
  });

  test("take a quota that is written in another way for the same", () => {
    const use = [api(3)];
    expect(told(side(use, { "requests.memory": "1Gi" }), side(use, { "requests.memory": "1024Mi" }))).toEqual(
      [],
    );
  });

  test("name objects only where a quota counts them", () => {
    const jobs = [object("batch/Job", "a", {}), object("core/ConfigMap", "b", {})];
    expect(told(side([]), side(jobs)).filter((row) => /count|configmaps/.test(row))).toEqual([]);
    const quota = { "count/jobs.batch": "4", configmaps: "10" };
    expect(told(side([], quota), side(jobs, quota)).filter((row) => /count|configmaps/.test(row))).toEqual([
      "configmaps 0 → 1 of 10 by quota-0, 9 remains",
      "count/jobs.batch 0 → 1 of 4 by quota-0, 3 remains",
    ]);
  });

  test("say that something was not counted, on the side where that is so", () => {
    const agent = object("apps/DaemonSet", "agent", podSpec(gib));
    const [row] = capacityRows(side([api(3)]), side([api(4), agent]));
    expect([row?.before.atLeast, row?.after.atLeast]).toEqual([false, true]);
  });

  test("tell a minimum that differs where the maximum does not", () => {
    const scaled = (minReplicas: number) => [
      api(1),
      object("autoscaling/HorizontalPodAutoscaler", "api", {
        ...{ scaleTargetRef: { kind: "Deployment", name: "api" }, minReplicas, maxReplicas: 9 },
      }),
    ];
    const pods = capacityRows(side(scaled(2)), side(scaled(5))).find(({ resource }) => resource === "pods");
    expect(pods).toMatchObject({
      before: { exact: "9", least: { exact: "2" } },
      after: { exact: "9", least: { exact: "5" } },
    });
  });

  test("warn of a rollout that has no room, and only where the rest fits", () => {
    const blueGreen = (replicas: number) =>
      object("argoproj.io/Rollout", "web", { replicas, strategy: { blueGreen: {} }, ...podSpec(gib) });
    const address = "argoproj.io/Rollout/shop/web";
    const quota = { pods: "10" };
    const before = side([blueGreen(4)], quota);
    expect(told(before, side([blueGreen(6)], quota), [address])[0]).toBe(
      "pods 4 → 6 of 10 by quota-0, 4 remains, 2 too much meanwhile",
    );
    expect(told(before, side([blueGreen(5)], quota), [address])[0]).toBe(
      "pods 4 → 5 of 10 by quota-0, 5 remains",
    );
    expect(told(before, side([blueGreen(6)], quota))[0]).toBe("pods 4 → 6 of 10 by quota-0, 4 remains");
    expect(told(before, side([blueGreen(11)], quota), [address])[0]).toBe(
      "pods 4 → 11 of 10 by quota-0, -1 remains",
    );
  });

  test("name a quota that cannot be compared", () => {
    const quota = (spec: JsonObject, unknown: readonly Pointer[] = []) =>
      object("core/ResourceQuota", "batch", { hard: { pods: "1" }, ...spec }, { unknown });
    const named = (scoped: CapacityObject) => namespaceUse([api(3), scoped], none).uncounted;
    expect(named(quota({ scopes: ["Sometimes"] }))).toEqual([
      { name: "ResourceQuota batch", why: "refused-quota" },
    ]);
    expect(named(quota({}, ["/spec/scopes"]))).toEqual([
      { name: "ResourceQuota batch", why: "scoped-quota" },
    ]);
    expect(named(quota({ scopes: ["Terminating"] }))).toEqual([]);
  });
});

describe("rows under a quota with scopes", () => {
  const content = (...objects: readonly CapacityObject[]) =>
    useAndQuotas({ objects, clusterWide: [], defaults: none, nodes: null });
  const quota = (pods: number, scopes: readonly string[] = ["NotTerminating"]) =>
    object("core/ResourceQuota", "steady", { hard: { pods }, scopes: [...scopes] });
  const job = (parallelism: number) =>
    object("batch/Job", "once", {
      parallelism,
      template: { spec: { activeDeadlineSeconds: 60, containers: [gib] } },
    });
  const scoped = (before: UseAndQuotas, after: UseAndQuotas) =>
    capacityRows(before, after).flatMap((row) =>
      row.scoped === undefined
        ? []
        : [`${row.scoped.quota} ${row.scoped.scopes.join("+")}: ${told(before, after)[0]}`],
    );

  test("are there where what it counts differs", () => {
    expect(scoped(content(api(3), quota(5)), content(api(4), job(9), quota(5)))).toEqual([
      "steady NotTerminating: pods 3 → 4 of 5 by steady, 1 remains",
    ]);
    expect(scoped(content(api(3), quota(5)), content(api(3), job(9), quota(5)))).toEqual([]);
  });

  test("count both sides alike where the quota is new, and where it is gone", () => {
    const bounded = content(api(3), job(9), quota(5));
    const without = content(api(3), job(9));
    expect(scoped(without, bounded)).toEqual([
      "steady NotTerminating: pods 3 → 3 of 5 by steady, 2 remains (nothing before)",
    ]);
    expect(scoped(bounded, without)).toEqual(["steady NotTerminating: pods 3 → 3 (5 before)"]);
  });

  test("count each side by its own scopes where these differ", () => {
    const before = content(api(3), job(9), quota(5, ["Terminating"]));
    expect(scoped(before, content(api(3), job(9), quota(5)))).toEqual([
      "steady NotTerminating: pods 9 → 3 of 5 by steady, 2 remains",
    ]);
  });
});

describe("amounts for a glance", () => {
  test.each([
    ["limits.memory", "687194767360", "640Gi"],
    ["limits.memory", "-472446402560", "-440Gi"],
    ["limits.memory", "1173741824", "~1.09Gi"],
    ["limits.memory", "1073741825", "~1Gi"],
    ["limits.memory", "1000", "1k"],
    ["requests.storage", "0", "0"],
    ["requests.cpu", "10.5", "10.5"],
    ["requests.cpu", "0.0005", "0.0005"],
    ["capacity.cpu", "96", "96"],
  ])("%s %s is %s", (name, decimal, text) => {
    expect(glanceText(name, decimal)).toBe(text);
  });
});
