import { describe, expect, it } from "vitest";
import type { JsonObject, JsonValue } from "../../src/model/json.ts";
import { toldOf } from "./telling.ts";

function deployment(container: JsonObject, spec: JsonObject = {}, pod: JsonObject = {}): JsonObject {
  const containers = [{ name: "api", ...container }];
  return { spec: { ...spec, template: { spec: { ...pod, containers } } } };
}

function pods(...containers: readonly JsonObject[]): JsonObject {
  return { spec: { template: { spec: { containers } } } };
}

const digest = (letter: string) => `sha256:${letter.repeat(64)}`;

describe("a change of a workload", () => {
  it.each<[string, JsonObject | null, JsonObject | null, string]>([
    [
      "resources and replicas, the number of pods first",
      deployment({ resources: { limits: { memory: "4Gi" } } }, { replicas: 12 }),
      deployment({ resources: { limits: { memory: "16Gi" } } }, { replicas: 40 }),
      "replicas 12 → 40, memory limit 4Gi → 16Gi",
    ],
    [
      "a limit that there was none of",
      deployment({}),
      deployment({ resources: { limits: { cpu: "2" }, requests: { "nvidia.com/gpu": 1 } } }),
      "CPU limit 2 (new), request of nvidia.com/gpu 1 (new)",
    ],
    [
      "a request that is gone",
      deployment({ resources: { requests: { cpu: "1" } } }),
      deployment({}),
      "CPU request 1 removed",
    ],
    [
      "a tag without its registry, where nothing else differs",
      deployment({ image: "registry.example:5000/shop/api:1.0" }),
      deployment({ image: "registry.example:5000/shop/api:1.1" }),
      "image api:1.0 → 1.1",
    ],
    [
      "an image of another name in full",
      deployment({ image: "a.example/api:1" }),
      deployment({ image: "b.example/api:1" }),
      "image a.example/api:1 → b.example/api:1",
    ],
    [
      "digests, shortened",
      deployment({ image: `api:1@${digest("a")}` }),
      deployment({ image: `api:1@${digest("b")}` }),
      "image api:1@sha256:aaaaaaaaaaaa… → 1@sha256:bbbbbbbbbbbb…",
    ],
    [
      "which container, where there are several",
      pods({ name: "api", image: "api:1" }, { name: "proxy", image: "envoy:1" }),
      pods({ name: "proxy", image: "envoy:2" }, { name: "api", image: "api:1" }),
      "proxy: image envoy:1 → 2",
    ],
    [
      "a container that came, and nothing of what is in it",
      pods({ name: "api" }),
      pods({ name: "api" }, { name: "proxy", image: "envoy:1", env: [{ name: "A", value: "b" }] }),
      "container proxy (envoy:1) added",
    ],
    [
      "a container that went",
      pods({ name: "api" }, { name: "proxy", image: "envoy:1" }),
      pods({ name: "api" }),
      "container proxy (envoy:1) removed",
    ],
    [
      "what security rests on first",
      deployment({ image: "a:1" }, {}, { hostNetwork: false }),
      deployment(
        { image: "a:2", securityContext: { privileged: true, capabilities: { add: ["SYS_ADMIN"] } } },
        {},
        { hostNetwork: true },
      ),
      "network of the node off → on, privileged on (new), capability SYS_ADMIN added, image a:1 → 2",
    ],
    [
      "a command as a line",
      deployment({ command: ["/bin/api"], args: ["--port", "80"] }),
      deployment({ command: ["/bin/api"], args: ["--port", "8080"] }),
      "arguments --port 80 → --port 8080",
    ],
    [
      "probes and ports",
      deployment({ livenessProbe: { httpGet: { path: "/" } }, ports: [{ containerPort: 80 }] }),
      deployment({
        readinessProbe: { httpGet: { path: "/" } },
        ports: [{ containerPort: 8080 }, { containerPort: 53, protocol: "UDP" }],
      }),
      "liveness probe removed, readiness probe added, ports 8080 and 53/UDP added, port 80 removed",
    ],
    [
      "how it is rolled out",
      deployment({}, { strategy: { type: "RollingUpdate", rollingUpdate: { maxUnavailable: 0 } } }),
      deployment({}, { strategy: { type: "Recreate" } }),
      "rollout strategy RollingUpdate → Recreate, max unavailable 0 removed",
    ],
    [
      "volumes by what they bring in",
      deployment({}, {}, { volumes: [{ name: "old", emptyDir: {} }] }),
      deployment({}, {}, { volumes: [{ name: "run", hostPath: { path: "/var/run" } }] }),
      "volume run (hostPath /var/run) added, volume old (emptyDir) removed",
    ],
    [
      "what one is that is made",
      null,
      deployment({ image: "shop/api:1" }, { replicas: 3 }),
      "created: 3 replicas, image shop/api:1",
    ],
    [
      "what one was that is deleted",
      deployment({ image: "shop/api:1" }, { replicas: 1 }),
      null,
      "deleted: 1 replica, image shop/api:1",
    ],
  ])("tells %s", (_, before, after, text) => {
    expect(toldOf("apps/Deployment", before, after)).toBe(text);
  });

  it("leaves a command with a secret in it to the leaves, which tell nothing of it", () => {
    const command = (changed: boolean): JsonValue => ["run", { $secret: { detector: "token", changed } }];
    const text = toldOf(
      "apps/Deployment",
      deployment({ command: command(true) }),
      deployment({ command: command(true) }),
    );
    expect(text).toContain("changed (secret)");
    expect(text).not.toContain("$secret");
  });

  it.each([
    ["*/5 * * * *", "every 5 minutes", "5 分ごと"],
    ["0 3 * * *", "every day at 03:00", "毎日 03:00"],
    ["@daily", "every day at 00:00", "毎日 00:00"],
    ["30 2 * * 1", "Monday at 02:30", "毎週 月 02:30"],
    ["0 9 * * 1-5", "Monday to Friday at 09:00", "平日 09:00"],
    ["15 14 1 * *", "on day 1 of the month at 14:15", "毎月 1 日 14:15"],
    ["5 * * * *", "every hour at :05", "毎時 05 分"],
    ["0 */6 * * *", "every 6 hours at :00", "6 時間ごとの 00 分"],
    ["* * * * *", "every minute", "毎分"],
  ])("says when %s comes round", (schedule, english, japanese) => {
    const job = (text: string) => ({ spec: { schedule: text } });
    expect(toldOf("batch/CronJob", job("x"), job(schedule))).toBe(`schedule x → ${schedule} (${english})`);
    expect(toldOf("batch/CronJob", job("x"), job(schedule), "ja")).toContain(`${schedule}（${japanese}）`);
  });

  it.each(["0 0 31 2 *", "H 3 * * *", "0 9-17 * * *", "0 3 * * 1#2", "61", ""])(
    "leaves the schedule %s as it is written",
    (schedule) => {
      const job = (text: string) => ({ spec: { schedule: text } });
      expect(toldOf("batch/CronJob", job("x"), job(schedule))).toBe(`schedule x → ${schedule}`);
    },
  );
});

describe("a change of what scales and guards pods", () => {
  const cpu = (averageUtilization: number) => ({
    type: "Resource",
    resource: { name: "cpu", target: { type: "Utilization", averageUtilization } },
  });
  const kafka = (lagThreshold: string) => ({ type: "kafka", metadata: { lagThreshold, topic: "orders" } });
  it.each<[string, string, JsonObject, JsonObject, string]>([
    [
      "an autoscaler's bounds and targets",
      "autoscaling/HorizontalPodAutoscaler",
      { spec: { minReplicas: 2, maxReplicas: 10, metrics: [cpu(70)] } },
      { spec: { minReplicas: 1, maxReplicas: 40, metrics: [cpu(50)] } },
      "min replicas 2 → 1, max replicas 10 → 40, target cpu 70% → 50%",
    ],
    [
      "a metric that came",
      "autoscaling/HorizontalPodAutoscaler",
      { spec: { metrics: [] } },
      { spec: { metrics: [cpu(50)] } },
      "metric cpu (50%) added",
    ],
    [
      "KEDA's triggers",
      "keda.sh/ScaledObject",
      { spec: { maxReplicaCount: 10, triggers: [kafka("5")] } },
      { spec: { maxReplicaCount: 30, triggers: [kafka("50")] } },
      "max replicas 10 → 30, target kafka 5 → 50",
    ],
    [
      "a disruption budget",
      "policy/PodDisruptionBudget",
      { spec: { minAvailable: 2 } },
      { spec: { maxUnavailable: "50%" } },
      "min available 2 removed, max unavailable 50% (new)",
    ],
    [
      "a quota, and how many times as much it is",
      "core/ResourceQuota",
      { spec: { hard: { "limits.memory": "64Gi", pods: "50" } } },
      { spec: { hard: { "limits.memory": "256Gi", pods: "60" } } },
      "quota limits.memory 64Gi → 256Gi (×4), quota pods 50 → 60",
    ],
    [
      "what containers get that ask for nothing",
      "core/LimitRange",
      { spec: { limits: [{ type: "Container", defaultRequest: { cpu: "10m" }, max: { memory: "8Gi" } }] } },
      { spec: { limits: [{ type: "Container", defaultRequest: { cpu: "1" }, max: { memory: "2Gi" } }] } },
      "default request cpu 10m → 1 (×100), maximum memory 8Gi → 2Gi (×0.25)",
    ],
    [
      "a quantity that is none, without a factor",
      "core/ResourceQuota",
      { spec: { hard: { pods: "many" } } },
      { spec: { hard: { pods: "-5" } } },
      "quota pods many → -5",
    ],
    [
      "a claim",
      "core/PersistentVolumeClaim",
      { spec: { resources: { requests: { storage: "20Gi" } } } },
      { spec: { resources: { requests: { storage: "200Gi" } } } },
      "storage 20Gi → 200Gi (×10)",
    ],
    [
      "labels and annotations by their names",
      "core/Namespace",
      { metadata: { labels: { "pod-security.kubernetes.io/enforce": "restricted" } } },
      {
        metadata: {
          labels: { "pod-security.kubernetes.io/enforce": "baseline" },
          annotations: { team: "a" },
        },
      },
      "label pod-security.kubernetes.io/enforce restricted → baseline, annotation team a (new)",
    ],
  ])("tells %s", (_, type, before, after, text) => {
    expect(toldOf(type, before, after)).toBe(text);
  });
});
