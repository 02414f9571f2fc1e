import type { CapacityUse, PodCount, Surge } from "../model/capacity.ts";
import { isJsonArray, isJsonObject, type ObjectPath, valueAt } from "../model/json.ts";
import { claimOf } from "./claim.ts";
import { podUse } from "./pod-use.ts";
import { quotaScopes } from "./quota-scopes.ts";
import { amountsAt, countAt, isUnknownAt, type ReadResource, textAt } from "./read.ts";
import { deploymentSurge, noSurge, rolloutSurge } from "./surge.ts";

/** What an object may take of a quota, or says about that; `null` for kinds that take nothing but their own place. */
export function capacityUse(resource: ReadResource): CapacityUse | null {
  const read = Object.hasOwn(readers, resource.type) ? readers[resource.type] : undefined;
  return read === undefined || isHook(resource) ? null : read(resource);
}

type Reader = (resource: ReadResource) => CapacityUse;

/** Without a number KEDA starts so many (keda.sh, ScaledObject and ScaledJob). */
const kedaMax = 100;

const readers: Readonly<Record<string, Reader>> = {
  "core/Pod": (resource) => pods(resource, ["spec"], { kind: "at-once", count: 1, least: 1 }),
  "apps/Deployment": (resource) => pods(resource, template, replicas(resource, deploymentSurge(resource))),
  "apps/ReplicaSet": (resource) => pods(resource, template, replicas(resource, noSurge)),
  "core/ReplicationController": (resource) => pods(resource, template, replicas(resource, noSurge)),
  "argoproj.io/Rollout": (resource) => pods(resource, template, replicas(resource, rolloutSurge(resource))),
  "apps/StatefulSet": (resource) => pods(resource, template, replicas(resource, noSurge)),
  "apps/DaemonSet": (resource) => pods(resource, template, { kind: "each-node" }),
  "serving.knative.dev/Service": (resource) => pods(resource, template, knativeCount(resource)),
  "batch/Job": (resource) =>
    pods(resource, template, { kind: "at-once", count: parallel(resource, ["spec"]), least: 0 }),
  "batch/CronJob": cronJob,
  "keda.sh/ScaledJob": scaledJob,
  "autoscaling/HorizontalPodAutoscaler": (resource) => scaler(resource, horizontal),
  "keda.sh/ScaledObject": (resource) => scaler(resource, keda),
  "core/PersistentVolumeClaim": (resource) => ({ kind: "claim", claim: claimOf(resource) }),
  "core/Service": service,
  "core/ResourceQuota": (resource) => ({
    ...{ kind: "quota", hard: amountsAt(resource.object, ["spec", "hard"]), scopes: quotaScopes(resource) },
  }),
  "scheduling.k8s.io/PriorityClass": priorityClass,
};

const template: ObjectPath = ["spec", "template", "spec"];

/** Hooks run by themselves, before or after the rest, and are gone when it runs. */
function isHook({ object }: ReadResource): boolean {
  const annotations = valueAt(object, ["metadata", "annotations"]);
  return (
    isJsonObject(annotations) &&
    ["helm.sh/hook", "argocd.argoproj.io/hook"].some((hook) => Object.hasOwn(annotations, hook))
  );
}

function pods(resource: ReadResource, path: ObjectPath, count: PodCount): CapacityUse {
  const { object } = resource;
  const templateOf = isJsonObject(valueAt(object, path))
    ? null
    : (textAt(object, ["spec", "workloadRef", "name"]) ?? null);
  const claims = valueAt(object, ["spec", "volumeClaimTemplates"]);
  const read = podUse(resource, path);
  return {
    kind: "pods",
    count,
    pod: templateOf === null ? read.pod : null,
    templateOf,
    claims: (isJsonArray(claims) ? claims : []).map((_, index) =>
      claimOf(resource, ["spec", "volumeClaimTemplates", index]),
    ),
    unknown: read.unknown,
  };
}

function replicas(resource: ReadResource, surge: Surge): PodCount {
  return { kind: "replicas", count: countAt(resource, ["spec", "replicas"], 1), surge };
}

/** Pods of one run: as many at once as `parallelism` says, and never more than are to complete. */
function parallel(resource: ReadResource, path: ObjectPath): number | null {
  if (valueAt(resource.object, [...path, "suspend"]) === true) return 0;
  const parallelism = countAt(resource, [...path, "parallelism"], 1);
  const completions = countAt(resource, [...path, "completions"], Number.POSITIVE_INFINITY);
  return parallelism === null || completions === null ? null : Math.min(parallelism, completions);
}

function cronJob(resource: ReadResource): CapacityUse {
  const { object } = resource;
  const suspended = valueAt(object, ["spec", "suspend"]) === true;
  const count = suspended ? 0 : parallel(resource, ["spec", "jobTemplate", "spec"]);
  const schedule = [textAt(object, ["spec", "timeZone"]), textAt(object, ["spec", "schedule"])].join(" ");
  const path = ["spec", "jobTemplate", "spec", "template", "spec"];
  return pods(resource, path, { kind: "schedule", schedule, count });
}

function scaledJob(resource: ReadResource): CapacityUse {
  const jobs = countAt(resource, ["spec", "maxReplicaCount"], kedaMax);
  const each = parallel(resource, ["spec", "jobTargetRef"]);
  const count = jobs === null || each === null ? null : jobs * each;
  const least = (countAt(resource, ["spec", "minReplicaCount"], 0) ?? 0) * (each ?? 0);
  return pods(resource, ["spec", "jobTargetRef", "template", "spec"], { kind: "at-once", count, least });
}

/** Knative starts as many as are asked for, unless an annotation bounds it (knative.dev, Configuring scale bounds). */
function knativeCount(resource: ReadResource): PodCount {
  const scale = (bound: "max" | "min"): number => {
    const names = [`autoscaling.knative.dev/${bound}-scale`, `autoscaling.knative.dev/${bound}Scale`];
    const said = names.map((name) => countAt(resource, [...revisionAnnotations, name], 0) ?? 0);
    return said.find((count) => count !== 0) ?? 0;
  };
  return { kind: "at-once", count: scale("max") === 0 ? null : scale("max"), least: scale("min") };
}

const revisionAnnotations: ObjectPath = ["spec", "template", "metadata", "annotations"];

/** How an autoscaler says how far it goes, and what it means where it does not. */
interface ScalerForm {
  readonly max: string;
  readonly maxUnsaid: number | null;
  readonly min: string;
  readonly minUnsaid: number;
  readonly fromZero: boolean;
}

const horizontal: ScalerForm = {
  max: "maxReplicas",
  maxUnsaid: null,
  min: "minReplicas",
  minUnsaid: 1,
  fromZero: false,
};
const keda: ScalerForm = {
  max: "maxReplicaCount",
  maxUnsaid: kedaMax,
  min: "minReplicaCount",
  minUnsaid: 0,
  fromZero: true,
};

function scaler(resource: ReadResource, form: ScalerForm): CapacityUse {
  const reference = ["spec", "scaleTargetRef"];
  const kind = textAt(resource.object, [...reference, "kind"]) ?? "Deployment";
  const name = textAt(resource.object, [...reference, "name"]) ?? "";
  return {
    kind: "scaler",
    target: `${kind}/${name}`,
    max: countAt(resource, ["spec", form.max], form.maxUnsaid),
    min: countAt(resource, ["spec", form.min], form.minUnsaid),
    fromZero: form.fromZero,
  };
}

/** A load balancer takes a port of the nodes for each of its own, unless it is told not to. */
function service({ object }: ReadResource): CapacityUse {
  const type = textAt(object, ["spec", "type"]) ?? "ClusterIP";
  const ports = valueAt(object, ["spec", "ports"]);
  const allocates = valueAt(object, ["spec", "allocateLoadBalancerNodePorts"]) !== false;
  const takesPorts = type === "NodePort" || (type === "LoadBalancer" && allocates);
  return {
    kind: "service",
    loadBalancers: type === "LoadBalancer" ? 1 : 0,
    nodePorts: takesPorts && isJsonArray(ports) ? ports.length : 0,
  };
}

function priorityClass(resource: ReadResource): CapacityUse {
  const value = valueAt(resource.object, ["value"]);
  const said = valueAt(resource.object, ["globalDefault"]) === true;
  return {
    kind: "priority-class",
    isDefault: isUnknownAt(resource, ["globalDefault"]) ? null : said,
    value: typeof value === "number" ? value : null,
  };
}
