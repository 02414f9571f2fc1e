import { describe, expect, test } from "vitest";
import type { JsonObject } from "../model/json.ts";
import { namespaceUse } from "./namespace-use.ts";
import { container, object } from "./testing/objects.ts";

const none = { requests: {}, limits: {} };
const sidecar = (requests: JsonObject, limits: JsonObject = {}): JsonObject => ({
  ...container(requests, limits),
  restartPolicy: "Always",
});

type Case = readonly [string, JsonObject, Readonly<Record<string, string | undefined>>];

/** One pod each; every figure is worked out by hand from the rules of k8s.io/component-helpers/resource. */
const starts: readonly Case[] = [
  [
    "the largest init container counts where it is larger than all others together",
    {
      initContainers: [container({ memory: "1Gi" }), container({ memory: "3Gi" })],
      containers: [container({ memory: "1Gi" }), container({ memory: "1Gi" })],
    },
    { "requests.memory": "3221225472" },
  ],
  [
    "the containers count where they are larger together than any init container",
    {
      initContainers: [container({ memory: "1Gi" })],
      containers: [container({ memory: "1Gi" }), container({ memory: "1Gi" })],
    },
    { "requests.memory": "2147483648" },
  ],
  [
    "each resource has a height of its own",
    {
      initContainers: [container({ cpu: "2", memory: "100Mi" })],
      containers: [container({ cpu: "500m", memory: "1Gi" })],
    },
    { "requests.cpu": "2", "requests.memory": "1073741824" },
  ],
  [
    "limits have a height of their own",
    {
      initContainers: [container({ cpu: "1" }, { cpu: "8" })],
      containers: [container({ cpu: "2" }, { cpu: "4" })],
    },
    { "requests.cpu": "2", "limits.cpu": "8" },
  ],
  [
    "two sidecars and the containers run together",
    {
      initContainers: [sidecar({ cpu: "100m" }), sidecar({ cpu: "200m" })],
      containers: [container({ cpu: "1" })],
    },
    { "requests.cpu": "1.3" },
  ],
  [
    "an init container between two sidecars has the first beside it",
    {
      initContainers: [sidecar({ cpu: "1" }), container({ cpu: "4" }), sidecar({ cpu: "3" })],
      containers: [container({ cpu: "500m" })],
    },
    // At the start 1 + 4; when it runs 1 + 3 + 0.5.
    { "requests.cpu": "5" },
  ],
  [
    "an init container behind two sidecars has both beside it",
    {
      initContainers: [sidecar({ cpu: "1" }), sidecar({ cpu: "3" }), container({ cpu: "4" })],
      containers: [container({ cpu: "500m" })],
    },
    { "requests.cpu": "8" },
  ],
  [
    "an init container that is to be restarted on failure is no sidecar",
    {
      initContainers: [{ ...container({ cpu: "1" }), restartPolicy: "OnFailure" }],
      containers: [container({ cpu: "2" })],
    },
    { "requests.cpu": "2" },
  ],
  [
    "a sidecar adds its limit to the limits",
    {
      initContainers: [sidecar({ memory: "64Mi" }, { memory: "128Mi" })],
      containers: [container({ memory: "64Mi" }, { memory: "256Mi" })],
    },
    { "requests.memory": "134217728", "limits.memory": "402653184" },
  ],
];

const pods: readonly Case[] = [
  [
    "a request that is missing is the limit, for each resource by itself",
    { containers: [container({ cpu: "100m" }, { cpu: "1", memory: "1Gi" })] },
    { "requests.cpu": "0.1", "limits.cpu": "1", "requests.memory": "1073741824" },
  ],
  [
    "a container without limits adds nothing to the limits",
    { containers: [container({ cpu: "1" }), container({ cpu: "1" }, { cpu: "2" })] },
    { "requests.cpu": "2", "limits.cpu": "2" },
  ],
  [
    "huge pages are a resource of their own",
    { containers: [container({}, { "hugepages-2Mi": "100Mi", memory: "1Gi" })] },
    { "requests.hugepages-2Mi": "104857600", "limits.hugepages-2Mi": "104857600" },
  ],
  [
    "a GPU is requested where only a limit is written",
    { containers: [container({}, { "nvidia.com/gpu": "1" }), container({}, { "nvidia.com/gpu": 2 })] },
    { "requests.nvidia.com/gpu": "3", "limits.nvidia.com/gpu": "3" },
  ],
  [
    "ephemeral storage has requests and limits, and is no storage of claims",
    { containers: [container({ "ephemeral-storage": "1Gi" }, { "ephemeral-storage": "4Gi" })] },
    {
      "requests.ephemeral-storage": "1073741824",
      "limits.ephemeral-storage": "4294967296",
      "requests.storage": undefined,
    },
  ],
  [
    "overhead is added to limits that are there, and to no others",
    {
      overhead: { cpu: "250m", memory: "120Mi" },
      containers: [container({ cpu: "1", memory: "1Gi" }, { memory: "1Gi" })],
    },
    {
      "requests.cpu": "1.25",
      "requests.memory": "1199570944",
      "limits.memory": "1199570944",
      "limits.cpu": undefined,
    },
  ],
  [
    "overhead is added to the height of the start",
    {
      overhead: { cpu: "100m" },
      initContainers: [container({ cpu: "3" })],
      containers: [container({ cpu: "1" })],
    },
    { "requests.cpu": "3.1" },
  ],
  [
    "limits of the whole pod count instead of those of its containers",
    {
      resources: { limits: { memory: "4Gi" } },
      containers: [container({ memory: "1Gi" }, { memory: "8Gi" })],
    },
    { "limits.memory": "4294967296", "requests.memory": "1073741824" },
  ],
  [
    "overhead is added to what the whole pod requests",
    { resources: { requests: { cpu: "2" } }, overhead: { cpu: "500m" }, containers: [container({})] },
    { "requests.cpu": "2.5" },
  ],
  [
    "a whole pod has no ephemeral storage of its own",
    {
      resources: { requests: { "ephemeral-storage": "9Gi" } },
      containers: [container({ "ephemeral-storage": "1Gi" })],
    },
    { "requests.ephemeral-storage": "1073741824" },
  ],
  [
    "a pod that asks for nothing is a pod",
    { containers: [{ name: "a" }] },
    { pods: "1", "requests.cpu": undefined },
  ],
  [
    "a volume in memory takes nothing of its own",
    { containers: [container({ memory: "1Gi" })], volumes: [{ name: "m", emptyDir: { medium: "Memory" } }] },
    { "requests.memory": "1073741824", persistentvolumeclaims: undefined },
  ],
];

const quantities: readonly Case[] = [
  ["a thousand millis are one", { containers: [container({ cpu: "1000m" })] }, { "requests.cpu": "1" }],
  ["an exponent counts", { containers: [container({ memory: "1e3" })] }, { "requests.memory": "1000" }],
  [
    "12e6 is twelve millions",
    { containers: [container({ memory: "12e6" })] },
    { "requests.memory": "12000000" },
  ],
  [
    "1E is 10 to the 18th",
    { containers: [container({ memory: "1E" })] },
    { "requests.memory": `1${"0".repeat(18)}` },
  ],
  ["1.5Gi is 1536Mi", { containers: [container({ memory: "1.5Gi" })] }, { "requests.memory": "1610612736" }],
  ["a half is 500m", { containers: [container({ cpu: 0.5 })] }, { "requests.cpu": "0.5" }],
  [
    "a tenth and two tenths are three tenths",
    { containers: [container({ cpu: 0.1 }), container({ cpu: 0.2 })] },
    { "requests.cpu": "0.3" },
  ],
  [
    "M and Mi are not the same",
    { containers: [container({ memory: "500M" }), container({ memory: "500Mi" })] },
    { "requests.memory": "1024288000" },
  ],
  [
    "rubbish counts as nothing, and what stands beside it counts",
    { containers: [container({ cpu: "viel", memory: "1Gi" }), container({ cpu: "1" })] },
    { "requests.cpu": "1", "requests.memory": "1073741824" },
  ],
  [
    "a number with a space is rubbish",
    { containers: [container({ memory: "8 Gi" }), container({ memory: "8GB" })] },
    { "requests.memory": undefined },
  ],
  [
    "an exponent that nobody means is rubbish",
    { containers: [container({ memory: "1e999999999" }), container({ memory: "1Gi" })] },
    { "requests.memory": "1073741824" },
  ],
  [
    "less than nothing takes nothing away",
    { containers: [container({ cpu: "-2" }), container({ cpu: "1" })] },
    { "requests.cpu": "1" },
  ],
];

describe.each([
  ["starts", starts],
  ["pods", pods],
  ["quantities", quantities],
] as const)("%s", (_, cases) => {
  test.each(cases)("%s", (_name, spec, expected) => {
    const { amounts } = namespaceUse([object("core/Pod", "a", spec)], none);
    for (const [name, amount] of Object.entries(expected))
      expect([name, amounts[name]]).toEqual([name, amount]);
  });
});

test("a default below nothing hides nothing of what others take", () => {
  const objects = [object("core/Pod", "a", { containers: [{ name: "a" }, container({ cpu: "2" })] })];
  const { amounts } = namespaceUse(objects, { requests: { cpu: "-9" }, limits: { cpu: "much" } });
  expect([amounts["requests.cpu"], amounts["limits.cpu"]]).toEqual(["2", undefined]);
});

describe("defaults of a LimitRange", () => {
  const defaults = {
    requests: { cpu: "100m", memory: "128Mi" },
    limits: { cpu: "1", memory: "256Mi" },
  };
  test.each<Case>([
    [
      "fill each resource by itself",
      { containers: [container({ cpu: "2" })] },
      {
        "requests.cpu": "2",
        "limits.cpu": "1",
        "requests.memory": "134217728",
        "limits.memory": "268435456",
      },
    ],
    [
      "are given to init containers, too",
      {
        initContainers: [{ name: "i" }],
        containers: [container({ cpu: "10m", memory: "1Mi" }, { cpu: "1", memory: "1Mi" })],
      },
      { "requests.cpu": "0.1", "requests.memory": "134217728" },
    ],
    [
      "are given to sidecars, which stay",
      { initContainers: [{ name: "s", restartPolicy: "Always" }], containers: [container({ cpu: "200m" })] },
      { "requests.cpu": "0.3" },
    ],
    [
      "give no request where there is a limit",
      { containers: [container({}, { memory: "64Mi" })] },
      { "requests.memory": "67108864", "limits.memory": "67108864" },
    ],
  ])("%s", (_name, spec, expected) => {
    const { amounts } = namespaceUse([object("core/Pod", "a", spec)], defaults);
    for (const [name, amount] of Object.entries(expected))
      expect([name, amounts[name]]).toEqual([name, amount]);
  });
});
