import { describe, expect, test } from "vitest";
import type { CapacityObject } from "./namespace-use.ts";
import { namespaceUse } from "./namespace-use.ts";
import { container, object, podSpec } from "./testing/objects.ts";

const none = { requests: {}, limits: {} };
const half = container({ cpu: "500m", memory: "1Gi" });
const gibibyte = 1_073_741_824;

type Case = readonly [string, readonly CapacityObject[], Readonly<Record<string, string | undefined>>];

const jobs: readonly Case[] = [
  [
    "a Job runs one pod at a time",
    [object("batch/Job", "a", { completions: 9, ...podSpec(half) })],
    { pods: "1", "count/jobs.batch": "1" },
  ],
  [
    "parallelism multiplies",
    [object("batch/Job", "a", { parallelism: 4, completions: 9, ...podSpec(half) })],
    { pods: "4", "requests.cpu": "2" },
  ],
  [
    "no more run than are to complete",
    [object("batch/Job", "a", { parallelism: 4, completions: 3, ...podSpec(half) })],
    { pods: "3" },
  ],
  [
    "a suspended Job takes nothing",
    [object("batch/Job", "a", { suspend: true, ...podSpec(half) })],
    { pods: "0" },
  ],
  [
    "a hook runs by itself",
    [object("batch/Job", "a", podSpec(half), { annotations: { "helm.sh/hook": "pre-upgrade" } })],
    { pods: undefined },
  ],
  [
    "CronJobs of different schedules take turns",
    [
      object("batch/CronJob", "a", { schedule: "0 1 * * *", jobTemplate: { spec: podSpec(half) } }),
      object("batch/CronJob", "b", {
        schedule: "0 2 * * *",
        jobTemplate: { spec: podSpec(container({ cpu: "2" })) },
      }),
    ],
    { pods: "1", "requests.cpu": "2", "requests.memory": String(gibibyte), "count/cronjobs.batch": "2" },
  ],
  [
    "CronJobs of one schedule run together",
    [
      object("batch/CronJob", "a", { schedule: "0 1 * * *", jobTemplate: { spec: podSpec(half) } }),
      object("batch/CronJob", "b", { schedule: "0 1 * * *", jobTemplate: { spec: podSpec(half) } }),
    ],
    { pods: "2", "requests.cpu": "1" },
  ],
  [
    "the same hour in another time zone is another",
    [
      object("batch/CronJob", "a", { schedule: "0 1 * * *", jobTemplate: { spec: podSpec(half) } }),
      object("batch/CronJob", "b", {
        schedule: "0 1 * * *",
        timeZone: "Asia/Tokyo",
        jobTemplate: { spec: podSpec(half) },
      }),
    ],
    { pods: "1" },
  ],
  [
    "a suspended CronJob is only counted",
    [
      object("batch/CronJob", "a", {
        schedule: "@daily",
        suspend: true,
        jobTemplate: { spec: podSpec(half) },
      }),
    ],
    { pods: undefined, "count/cronjobs.batch": "1" },
  ],
];

const claim = { spec: { storageClassName: "gp3", resources: { requests: { storage: "10Gi" } } } };

const things: readonly Case[] = [
  [
    "a claim counts with its class",
    [object("core/PersistentVolumeClaim", "a", claim.spec)],
    {
      persistentvolumeclaims: "1",
      "requests.storage": String(10 * gibibyte),
      "gp3.storageclass.storage.k8s.io/requests.storage": String(10 * gibibyte),
      "gp3.storageclass.storage.k8s.io/persistentvolumeclaims": "1",
    },
  ],
  [
    "each replica of a StatefulSet has claims of its own",
    [object("apps/StatefulSet", "a", { replicas: 3, volumeClaimTemplates: [claim], ...podSpec(half) })],
    { persistentvolumeclaims: "3", "requests.storage": String(30 * gibibyte), pods: "3" },
  ],
  [
    "a volume that is made for a pod is a claim",
    [
      object("core/Pod", "a", {
        containers: [half],
        volumes: [{ name: "x", ephemeral: { volumeClaimTemplate: claim } }],
      }),
    ],
    { persistentvolumeclaims: "1", "requests.storage": String(10 * gibibyte) },
  ],
  [
    "a load balancer takes ports of the nodes too",
    [object("core/Service", "a", { type: "LoadBalancer", ports: [{ port: 80 }, { port: 443 }] })],
    { services: "1", "services.loadbalancers": "1", "services.nodeports": "2" },
  ],
  [
    "unless it is told not to",
    [
      object("core/Service", "a", {
        type: "LoadBalancer",
        allocateLoadBalancerNodePorts: false,
        ports: [{ port: 80 }],
      }),
    ],
    { "services.loadbalancers": "1", "services.nodeports": "0" },
  ],
  [
    "a Service within the cluster takes none",
    [object("core/Service", "a", { ports: [{ port: 80 }] })],
    { services: "1", "services.nodeports": "0" },
  ],
  [
    "what two roots define is one",
    [
      object("apps/Deployment", "a", podSpec(half)),
      object("apps/Deployment", "a", podSpec(half), { root: "kubernetes:other" }),
    ],
    { pods: "1" },
  ],
];

describe.each([
  ["jobs", jobs],
  ["other objects", things],
] as const)("%s", (_, cases) => {
  test.each(cases)("%s", (_name, objects, expected) => {
    const { amounts, uncounted } = namespaceUse(objects, none);
    expect(uncounted).toEqual([]);
    for (const [name, amount] of Object.entries(expected))
      expect([name, amounts[name]]).toEqual([name, amount]);
  });
});
