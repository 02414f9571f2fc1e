import { describe, expect, test } from "vitest";
import type { CapacityObject } from "./namespace-use.ts";
import { namespaceUse } from "./namespace-use.ts";
import { container, object, podSpec } from "./testing/objects.ts";

const none = { requests: {}, limits: {} };
const half = container({ cpu: "500m", memory: "1Gi" });
const gibibyte = 1_073_741_824;

type Case = readonly [string, readonly CapacityObject[], Readonly<Record<string, string | undefined>>];

/** Each figure is worked out by hand: what Kubernetes adds to the use of a quota when everything runs at once. */
const pods: readonly Case[] = [
  [
    "a pod is one",
    [object("core/Pod", "a", { containers: [half] })],
    { pods: "1", "requests.cpu": "0.5", "requests.memory": String(gibibyte) },
  ],
  [
    "a Deployment has one replica where it says nothing",
    [object("apps/Deployment", "a", podSpec(half))],
    { pods: "1", "requests.cpu": "0.5", "count/deployments.apps": "1" },
  ],
  [
    "replicas multiply",
    [object("apps/Deployment", "a", { replicas: 3, ...podSpec(half) })],
    { pods: "3", "requests.cpu": "1.5", "requests.memory": String(3 * gibibyte) },
  ],
  [
    "replicas written as text",
    [object("apps/Deployment", "a", { replicas: "4", ...podSpec(half) })],
    { pods: "4", "requests.cpu": "2" },
  ],
  [
    "containers add up",
    [object("core/Pod", "a", { containers: [half, container({ cpu: "0.25" })] })],
    { "requests.cpu": "0.75" },
  ],
  [
    "tenths add up exactly",
    [object("apps/Deployment", "a", { replicas: 3, ...podSpec(container({ cpu: "0.1" })) })],
    { "requests.cpu": "0.3" },
  ],
  [
    "a limit without a request is the request",
    [object("core/Pod", "a", { containers: [container({}, { memory: "2Gi" })] })],
    { "requests.memory": String(2 * gibibyte), "limits.memory": String(2 * gibibyte) },
  ],
  [
    "a request stands beside a limit",
    [object("core/Pod", "a", { containers: [container({ cpu: "1" }, { cpu: "4" })] })],
    { "requests.cpu": "1", "limits.cpu": "4" },
  ],
  [
    "extended resources count",
    [object("apps/Deployment", "a", { replicas: 2, ...podSpec(container({}, { "nvidia.com/gpu": 2 })) })],
    { "requests.nvidia.com/gpu": "4" },
  ],
  [
    "ephemeral storage counts",
    [object("core/Pod", "a", { containers: [container({ "ephemeral-storage": "1Gi" })] })],
    { "requests.ephemeral-storage": String(gibibyte) },
  ],
  [
    "overhead of the runtime is added to each pod",
    [object("core/Pod", "a", { containers: [half], overhead: { cpu: "250m" } })],
    { "requests.cpu": "0.75" },
  ],
  [
    "no pod takes nothing",
    [object("apps/Deployment", "a", { replicas: 0, ...podSpec(half) })],
    { pods: "0", "requests.cpu": "0" },
  ],
];

const starts: readonly Case[] = [
  [
    "an init container that is smaller takes nothing more",
    [object("core/Pod", "a", { initContainers: [container({ cpu: "0.25" })], containers: [half] })],
    { "requests.cpu": "0.5" },
  ],
  [
    "an init container that is larger is the height",
    [object("core/Pod", "a", { initContainers: [container({ cpu: "2" })], containers: [half] })],
    { "requests.cpu": "2", "requests.memory": String(gibibyte) },
  ],
  [
    "init containers come one by one",
    [
      object("core/Pod", "a", {
        initContainers: [container({ cpu: "1" }), container({ cpu: "2" })],
        containers: [half],
      }),
    ],
    { "requests.cpu": "2" },
  ],
  [
    "a sidecar stays beside the containers",
    [
      object("core/Pod", "a", {
        initContainers: [{ ...container({ cpu: "1" }), restartPolicy: "Always" }],
        containers: [half],
      }),
    ],
    { "requests.cpu": "1.5" },
  ],
  [
    "a sidecar runs while later init containers do",
    [
      object("core/Pod", "a", {
        initContainers: [{ ...container({ cpu: "1" }), restartPolicy: "Always" }, container({ cpu: "2" })],
        containers: [half],
      }),
    ],
    { "requests.cpu": "3" },
  ],
  [
    "a sidecar does not run before it has started",
    [
      object("core/Pod", "a", {
        initContainers: [container({ cpu: "2" }), { ...container({ cpu: "1" }), restartPolicy: "Always" }],
        containers: [half],
      }),
    ],
    { "requests.cpu": "2" },
  ],
];

const wholePods: readonly Case[] = [
  [
    "what the whole pod requests counts instead",
    [object("core/Pod", "a", { resources: { requests: { cpu: "3" } }, containers: [half] })],
    { "requests.cpu": "3", "requests.memory": String(gibibyte) },
  ],
  [
    "its limit is its request where no container has one",
    [object("core/Pod", "a", { resources: { limits: { cpu: "3" } }, containers: [container({})] })],
    { "requests.cpu": "3", "limits.cpu": "3" },
  ],
  [
    "its limit is no request where a container has one",
    [object("core/Pod", "a", { resources: { limits: { cpu: "3" } }, containers: [half] })],
    { "requests.cpu": "0.5", "limits.cpu": "3" },
  ],
];

const scaled: readonly Case[] = [
  [
    "an autoscaler decides how many there may be",
    [
      object("apps/Deployment", "a", { replicas: 2, ...podSpec(half) }),
      object("autoscaling/HorizontalPodAutoscaler", "a", {
        scaleTargetRef: { kind: "Deployment", name: "a" },
        maxReplicas: 10,
      }),
    ],
    { pods: "10", "requests.cpu": "5" },
  ],
  [
    "an autoscaler of something else does not",
    [
      object("apps/Deployment", "a", { replicas: 2, ...podSpec(half) }),
      object("autoscaling/HorizontalPodAutoscaler", "a", {
        scaleTargetRef: { kind: "StatefulSet", name: "a" },
        maxReplicas: 10,
      }),
    ],
    { pods: "2" },
  ],
  [
    "what is switched off is not scaled by an HPA",
    [
      object("apps/Deployment", "a", { replicas: 0, ...podSpec(half) }),
      object("autoscaling/HorizontalPodAutoscaler", "a", {
        scaleTargetRef: { kind: "Deployment", name: "a" },
        maxReplicas: 10,
      }),
    ],
    { pods: "0" },
  ],
  [
    "KEDA starts from nothing",
    [
      object("apps/Deployment", "a", { replicas: 0, ...podSpec(half) }),
      object("keda.sh/ScaledObject", "a", { scaleTargetRef: { name: "a" }, maxReplicaCount: 6 }),
    ],
    { pods: "6", "requests.cpu": "3" },
  ],
  [
    "KEDA goes up to a hundred where nothing is said",
    [
      object("apps/Deployment", "a", podSpec(half)),
      object("keda.sh/ScaledObject", "a", { scaleTargetRef: { name: "a" } }),
    ],
    { pods: "100", "requests.cpu": "50" },
  ],
  [
    "of two autoscalers the one that goes further counts",
    [
      object("apps/Deployment", "a", podSpec(half)),
      object("keda.sh/ScaledObject", "a", { scaleTargetRef: { name: "a" }, maxReplicaCount: 6 }),
      object("autoscaling/HorizontalPodAutoscaler", "b", {
        scaleTargetRef: { kind: "Deployment", name: "a" },
        maxReplicas: 4,
      }),
    ],
    { pods: "6" },
  ],
  [
    "a ScaledJob starts so many jobs of so many pods",
    [
      object("keda.sh/ScaledJob", "a", {
        maxReplicaCount: 5,
        jobTargetRef: { parallelism: 2, ...podSpec(half) },
      }),
    ],
    { pods: "10", "requests.cpu": "5" },
  ],
  [
    "a Rollout takes the pods of a Deployment over",
    [
      object("apps/Deployment", "a", { replicas: 5, ...podSpec(half) }),
      object("argoproj.io/Rollout", "a", { replicas: 3, workloadRef: { kind: "Deployment", name: "a" } }),
    ],
    { pods: "3", "requests.cpu": "1.5" },
  ],
  [
    "Knative stays below its bound",
    [
      object("serving.knative.dev/Service", "a", {
        template: {
          metadata: { annotations: { "autoscaling.knative.dev/max-scale": "7" } },
          spec: { containers: [half] },
        },
      }),
    ],
    { pods: "7" },
  ],
];

describe.each([
  ["pods", pods],
  ["starts of pods", starts],
  ["whole pods", wholePods],
  ["autoscalers", scaled],
] as const)("%s", (_, cases) => {
  test.each(cases)("%s", (_name, objects, expected) => {
    const { amounts, uncounted } = namespaceUse(objects, none);
    expect(uncounted.filter(({ why }) => why !== "no-target")).toEqual([]);
    for (const [name, amount] of Object.entries(expected))
      expect([name, amounts[name]]).toEqual([name, amount]);
  });
});

describe("defaults of the namespace", () => {
  const defaults = { requests: { cpu: "100m", memory: "128Mi" }, limits: { memory: "256Mi" } };

  test("are given to containers that say nothing", () => {
    const { amounts } = namespaceUse([object("core/Pod", "a", { containers: [{ name: "a" }] })], defaults);
    expect(amounts).toMatchObject({
      "requests.cpu": "0.1",
      "requests.memory": "134217728",
      "limits.memory": "268435456",
    });
  });

  test("come after the container's own limit", () => {
    const own = container({}, { memory: "1Gi" });
    const { amounts } = namespaceUse([object("core/Pod", "a", { containers: [own] })], defaults);
    expect(amounts["requests.memory"]).toBe(String(gibibyte));
  });
});

describe("what is not known is named, and counts as nothing", () => {
  test.each([
    ["how many nodes there are", object("apps/DaemonSet", "a", podSpec(half)), "DaemonSet a"],
    [
      "how many replicas there are",
      object("apps/Deployment", "a", podSpec(half), { unknown: ["/spec/replicas"] }),
      "Deployment a",
    ],
    [
      "what a container asks for",
      object("apps/Deployment", "a", podSpec(container({})), {
        unknown: ["/spec/template/spec/containers/0/resources/requests/cpu"],
      }),
      "Deployment a",
    ],
    ["a template", object("apps/Deployment", "a", {}, { unknown: ["/spec/template"] }), "Deployment a"],
    ["how far Knative goes", object("serving.knative.dev/Service", "a", podSpec(half)), "Service a"],
  ])("%s", (_name, only, named) => {
    const { amounts, uncounted } = namespaceUse([only], none);
    expect(uncounted.map((each) => each.name)).toEqual([named]);
    expect(amounts["requests.cpu"] ?? "0").toBe("0");
  });

  test("an unknown maximum of an autoscaler", () => {
    const { uncounted, amounts } = namespaceUse(
      [
        object("apps/Deployment", "a", podSpec(half)),
        object(
          "autoscaling/HorizontalPodAutoscaler",
          "a",
          { scaleTargetRef: { kind: "Deployment", name: "a" } },
          { unknown: ["/spec/maxReplicas"] },
        ),
      ],
      none,
    );
    expect([uncounted.map((each) => each.name), amounts["pods"]]).toEqual([["Deployment a"], "0"]);
  });
});
