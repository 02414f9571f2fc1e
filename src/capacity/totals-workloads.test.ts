import { describe, expect, test } from "vitest";
import type { JsonObject } from "../model/json.ts";
import type { CapacityObject } from "./namespace-use.ts";
import { namespaceUse } from "./namespace-use.ts";
import { container, object, podSpec } from "./testing/objects.ts";

const none = { requests: {}, limits: {} };
const half = container({ cpu: "500m", memory: "1Gi" }, { memory: "2Gi" });
const api = (spec: JsonObject = {}) => object("apps/Deployment", "api", { ...podSpec(half), ...spec });
const hpa = (spec: JsonObject, name = "api") =>
  object("autoscaling/HorizontalPodAutoscaler", name, {
    scaleTargetRef: { kind: "Deployment", name: "api" },
    ...spec,
  });
const keda = (spec: JsonObject, name = "api") =>
  object("keda.sh/ScaledObject", name, { scaleTargetRef: { name: "api" }, ...spec });
const rollout = (spec: JsonObject) => object("argoproj.io/Rollout", "api", { ...podSpec(half), ...spec });

/** Objects, pods at least, pods at most, and what is named as not counted. */
type Range = readonly [string, readonly CapacityObject[], string, string, readonly string[]];

const ranges: readonly Range[] = [
  ["without an autoscaler both ends are the replicas", [api({ replicas: 3 })], "3", "3", []],
  ["replicas that are null are one", [api({ replicas: null })], "1", "1", []],
  ["an HPA has one at least where it says nothing", [api(), hpa({ maxReplicas: 9 })], "1", "9", []],
  [
    "an HPA says how many at least",
    [api({ replicas: 2 }), hpa({ minReplicas: 4, maxReplicas: 9 })],
    "4",
    "9",
    [],
  ],
  ["replicas do not count beside an HPA", [api({ replicas: 50 }), hpa({ maxReplicas: 9 })], "1", "9", []],
  ["a maximum below the minimum is none", [api(), hpa({ minReplicas: 7, maxReplicas: 2 })], "7", "7", []],
  [
    "of two HPAs the one that goes further counts",
    [api(), hpa({ maxReplicas: 4 }, "a"), hpa({ minReplicas: 2, maxReplicas: 6 }, "b")],
    "2",
    "6",
    [],
  ],
  [
    "an HPA on a target that is not there takes nothing, and is named",
    [api({ replicas: 2 }), hpa({ scaleTargetRef: { kind: "Deployment", name: "web" }, maxReplicas: 90 })],
    "2",
    "2",
    ["HorizontalPodAutoscaler api no-target"],
  ],
  [
    "an HPA on another kind of the same name is one on another target",
    [api(), hpa({ scaleTargetRef: { kind: "StatefulSet", name: "api" }, maxReplicas: 90 })],
    "1",
    "1",
    ["HorizontalPodAutoscaler api no-target"],
  ],
  [
    "replicas of nought stop an HPA",
    [api({ replicas: 0 }), hpa({ minReplicas: 3, maxReplicas: 9 })],
    "0",
    "0",
    [],
  ],
  ["KEDA goes from nothing to a hundred", [api(), keda({})], "0", "100", []],
  ["KEDA says both ends", [api(), keda({ minReplicaCount: 2, maxReplicaCount: 8 })], "2", "8", []],
  ["KEDA may stay at nothing", [api(), keda({ minReplicaCount: 0, maxReplicaCount: 0 })], "0", "0", []],
  [
    "KEDA and an HPA on one target are not added",
    [api(), keda({ maxReplicaCount: 8 }), hpa({ maxReplicas: 5 })],
    "0",
    "8",
    [],
  ],
  [
    "a Rollout is scaled like a Deployment",
    [rollout({ replicas: 2 }), hpa({ scaleTargetRef: { kind: "Rollout", name: "api" }, maxReplicas: 5 })],
    "1",
    "5",
    [],
  ],
  [
    "a StatefulSet is scaled, too",
    [
      object("apps/StatefulSet", "db", { replicas: 3, ...podSpec(half) }),
      hpa({ scaleTargetRef: { kind: "StatefulSet", name: "db" }, maxReplicas: 5 }),
    ],
    "1",
    "5",
    [],
  ],
  [
    "a Rollout that refers to a Deployment has its pods, and the Deployment none",
    [api({ replicas: 7 }), object("argoproj.io/Rollout", "r", { replicas: 4, workloadRef: { name: "api" } })],
    "4",
    "4",
    [],
  ],
  [
    "a Rollout whose Deployment is not there is named",
    [object("argoproj.io/Rollout", "r", { replicas: 4, workloadRef: { name: "gone" } })],
    "0",
    "0",
    ["Rollout r unknown"],
  ],
  [
    "a ScaledJob has none at least",
    [object("keda.sh/ScaledJob", "j", { jobTargetRef: podSpec(half) })],
    "0",
    "100",
    [],
  ],
  [
    "a ScaledJob multiplies by the pods of a job at both ends",
    [
      object("keda.sh/ScaledJob", "j", {
        minReplicaCount: 1,
        maxReplicaCount: 5,
        jobTargetRef: { parallelism: 3, ...podSpec(half) },
      }),
    ],
    "3",
    "15",
    [],
  ],
  [
    "an indexed Job runs so many at once as parallelism says",
    [
      object("batch/Job", "j", {
        completionMode: "Indexed",
        completions: 10,
        parallelism: 4,
        ...podSpec(half),
      }),
    ],
    "0",
    "4",
    [],
  ],
  [
    "a Job of a queue has parallelism alone",
    [object("batch/Job", "j", { parallelism: 6, ...podSpec(half) })],
    "0",
    "6",
    [],
  ],
  [
    "a Job with parallelism nought is paused",
    [object("batch/Job", "j", { parallelism: 0, ...podSpec(half) })],
    "0",
    "0",
    [],
  ],
  [
    "a CronJob that forbids a second run has one",
    [
      object("batch/CronJob", "c", {
        schedule: "*/5 * * * *",
        concurrencyPolicy: "Forbid",
        jobTemplate: { spec: { parallelism: 2, ...podSpec(half) } },
      }),
    ],
    "0",
    "2",
    [],
  ],
  [
    "a CronJob is counted as ended before it runs again",
    [
      object("batch/CronJob", "c", {
        schedule: "*/5 * * * *",
        concurrencyPolicy: "Allow",
        jobTemplate: { spec: podSpec(half) },
      }),
    ],
    "0",
    "1",
    [],
  ],
  [
    "CronJobs of one schedule run beside what runs always",
    [
      api({ replicas: 2 }),
      ...["a", "b"].map((name) =>
        object("batch/CronJob", name, { schedule: "0 3 * * *", jobTemplate: { spec: podSpec(half) } }),
      ),
    ],
    "2",
    "4",
    [],
  ],
  [
    "Knative has at least what it says",
    [
      object("serving.knative.dev/Service", "k", {
        template: {
          metadata: {
            annotations: {
              "autoscaling.knative.dev/min-scale": "2",
              "autoscaling.knative.dev/max-scale": "7",
            },
          },
          spec: { containers: [half] },
        },
      }),
    ],
    "2",
    "7",
    [],
  ],
  [
    "Knative without a bound is named",
    [object("serving.knative.dev/Service", "k", podSpec(half))],
    "0",
    "0",
    ["Service k unbounded"],
  ],
  [
    "unknown replicas are named, and others count",
    [api({ replicas: 2 }), object("apps/Deployment", "web", podSpec(half), { unknown: ["/spec/replicas"] })],
    "2",
    "2",
    ["Deployment web unknown"],
  ],
  [
    "a DaemonSet is named",
    [object("apps/DaemonSet", "agent", podSpec(half))],
    "0",
    "0",
    ["DaemonSet agent each-node"],
  ],
  [
    "the same object in two roots is one",
    [api({ replicas: 2 }), { ...api({ replicas: 2 }), rootKey: "helm:x" }],
    "2",
    "2",
    [],
  ],
];

describe("pods", () => {
  test.each(ranges)("%s", (_name, objects, least, most, named) => {
    const use = namespaceUse(objects, none);
    const uncounted = use.uncounted.map(({ name, why }) => `${name} ${why}`);
    expect([use.least["pods"] ?? "0", use.amounts["pods"] ?? "0", uncounted]).toEqual([least, most, named]);
  });

  test("a DaemonSet runs on each node where the number of nodes is known", () => {
    const { amounts, uncounted } = namespaceUse([object("apps/DaemonSet", "agent", podSpec(half))], none, 30);
    expect([amounts["pods"], amounts["requests.cpu"], uncounted]).toEqual(["30", "15", []]);
  });

  test("an unknown limit of one container leaves what is known of the others", () => {
    const unknown = { unknown: ["/spec/template/spec/containers/1/resources/limits/memory"] } as const;
    const objects = [
      object("apps/Deployment", "api", { replicas: 3, ...podSpec(half, container({})) }, unknown),
    ];
    const { amounts, uncounted } = namespaceUse(objects, none);
    expect(amounts["limits.memory"]).toBe(String(3n * 2n * 1024n ** 3n));
    expect(uncounted).toEqual([{ name: "Deployment api", why: "unknown" }]);
  });

  test("nothing is lost where numbers are large and fine", () => {
    const fine = container({ cpu: "0.333", memory: "9007199254740993" });
    const { amounts } = namespaceUse(
      [object("apps/Deployment", "a", { replicas: 999_999_999, ...podSpec(fine) })],
      none,
    );
    // 2^53 + 1 and its multiples are no numbers of JavaScript.
    expect(amounts["requests.cpu"]).toBe("332999999.667");
    expect(amounts["requests.memory"]).toBe(String(9_007_199_254_740_993n * 999_999_999n));
  });
});

const rolling = (unavailable: number | string, surge: number | string): JsonObject => ({
  strategy: { rollingUpdate: { maxUnavailable: unavailable, maxSurge: surge } },
});

describe("pods that a rollout has to add", () => {
  test.each<readonly [string, CapacityObject, string | undefined]>([
    ["none where old ones may go first", api({ replicas: 10, ...rolling("25%", "25%") }), undefined],
    ["none where nothing is said", api({ replicas: 10 }), undefined],
    ["a share, rounded up", api({ replicas: 10, ...rolling(0, "25%") }), "3"],
    [
      "a quarter where only the other half is said",
      api({ replicas: 8, strategy: { rollingUpdate: { maxUnavailable: "0%" } } }),
      "2",
    ],
    ["so many", api({ replicas: 10, ...rolling(0, 4) }), "4"],
    ["no more than there are", api({ replicas: 2, ...rolling(0, 4) }), "2"],
    ["all of them with a hundred percent", api({ replicas: 10, ...rolling(0, "100%") }), "10"],
    ["none where they are recreated", api({ replicas: 10, strategy: { type: "Recreate" } }), undefined],
    [
      "all of them where blue and green stand side by side",
      rollout({ replicas: 6, strategy: { blueGreen: {} } }),
      "6",
    ],
    [
      "all of them where traffic is routed to a canary",
      rollout({
        replicas: 6,
        strategy: { canary: { trafficRouting: { istio: {} }, steps: [{ setWeight: 10 }] } },
      }),
      "6",
    ],
    [
      "none where old ones make room for the canary",
      rollout({
        replicas: 6,
        strategy: { canary: { trafficRouting: { istio: {} }, dynamicStableScale: true } },
      }),
      undefined,
    ],
    [
      "a share of a canary where none may go first",
      rollout({ replicas: 6, strategy: { canary: { maxUnavailable: 0 } } }),
      "2",
    ],
  ])("%s", (_name, only, pods) => {
    const [unit] = namespaceUse([only], none).units;
    expect(unit?.surge["pods"] === "0" ? undefined : unit?.surge["pods"]).toBe(pods);
  });
});

const claim = (storage: string, storageClassName?: string): JsonObject => ({
  spec: {
    ...(storageClassName === undefined ? {} : { storageClassName }),
    resources: { requests: { storage } },
  },
});

describe("storage", () => {
  test.each<readonly [string, readonly CapacityObject[], Readonly<Record<string, string | undefined>>]>([
    [
      "claims of a StatefulSet multiply with its replicas, each template by itself",
      [
        object("apps/StatefulSet", "db", {
          replicas: 3,
          volumeClaimTemplates: [claim("20Gi", "gp3"), claim("1Gi", "io2")],
          ...podSpec(half),
        }),
      ],
      {
        "requests.storage": String(63n * 1024n ** 3n),
        persistentvolumeclaims: "6",
        "gp3.storageclass.storage.k8s.io/requests.storage": String(60n * 1024n ** 3n),
        "io2.storageclass.storage.k8s.io/persistentvolumeclaims": "3",
      },
    ],
    [
      "claims of a scaled StatefulSet multiply with the most that there may be",
      [
        object("apps/StatefulSet", "db", { volumeClaimTemplates: [claim("10Gi")], ...podSpec(half) }),
        hpa({ scaleTargetRef: { kind: "StatefulSet", name: "db" }, maxReplicas: 4 }),
      ],
      { "requests.storage": String(40n * 1024n ** 3n), persistentvolumeclaims: "4" },
    ],
    [
      "a claim without a class belongs to none that is known",
      [object("core/PersistentVolumeClaim", "a", { resources: { requests: { storage: "5G" } } })],
      { "requests.storage": "5000000000", persistentvolumeclaims: "1" },
    ],
    [
      "a claim whose size is rubbish is a claim",
      [object("core/PersistentVolumeClaim", "a", { resources: { requests: { storage: "ten gigs" } } })],
      { "requests.storage": undefined, persistentvolumeclaims: "1" },
    ],
    [
      "volumes of pods multiply",
      [
        object("apps/Deployment", "a", {
          replicas: 2,
          template: {
            spec: {
              containers: [half],
              volumes: [{ name: "x", ephemeral: { volumeClaimTemplate: claim("10Gi") } }],
            },
          },
        }),
      ],
      { "requests.storage": String(20n * 1024n ** 3n), persistentvolumeclaims: "2" },
    ],
  ])("%s", (_name, objects, expected) => {
    const { amounts } = namespaceUse(objects, none);
    for (const [name, amount] of Object.entries(expected))
      expect([name, amounts[name]]).toEqual([name, amount]);
  });
});
