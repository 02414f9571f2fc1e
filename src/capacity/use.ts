import type { CapacityUse, ClaimUse, PodCount } from "../model/capacity.ts";
import { isJsonArray, isJsonObject, type JsonValue, type ObjectPath, valueAt } from "../model/json.ts";
import { podUse } from "./pod-use.ts";
import { amountsAt, countAt, isUnknownAt, type ReadResource, textAt } from "./read.ts";

/** What an object may take of a quota, or says about that; `null` for kinds that take nothing but their own place. */
export function capacityUse(resource: ReadResource): CapacityUse | null {
  const read = Object.hasOwn(readers, resource.type) ? readers[resource.type] : undefined;
  return read === undefined || isHook(resource) ? null : read(resource);
}

type Reader = (resource: ReadResource) => CapacityUse;

/** Without a number KEDA starts so many (keda.sh, ScaledObject and ScaledJob). */
const kedaMax = 100;

const readers: Readonly<Record<string, Reader>> = {
  "core/Pod": (resource) => pods(resource, ["spec"], { kind: "at-once", count: 1 }),
  "apps/Deployment": (resource) => pods(resource, template, replicas(resource)),
  "apps/ReplicaSet": (resource) => pods(resource, template, replicas(resource)),
  "core/ReplicationController": (resource) => pods(resource, template, replicas(resource)),
  "argoproj.io/Rollout": (resource) => pods(resource, template, replicas(resource)),
  "apps/StatefulSet": (resource) => pods(resource, template, replicas(resource)),
  "apps/DaemonSet": (resource) => pods(resource, template, { kind: "each-node" }),
  "serving.knative.dev/Service": (resource) =>
    pods(resource, template, { kind: "at-once", count: knativeMax(resource) }),
  "batch/Job": (resource) =>
    pods(resource, template, { kind: "at-once", count: parallel(resource, ["spec"]) }),
  "batch/CronJob": cronJob,
  "keda.sh/ScaledJob": scaledJob,
  "autoscaling/HorizontalPodAutoscaler": (resource) => scaler(resource, "maxReplicas", null, false),
  "keda.sh/ScaledObject": (resource) => scaler(resource, "maxReplicaCount", kedaMax, true),
  "core/PersistentVolumeClaim": ({ object }) => ({ kind: "claim", claim: claimOf(object) }),
  "core/Service": service,
  "core/ResourceQuota": quota,
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
    claims: isJsonArray(claims) ? claims.map(claimOf) : [],
    unknown: read.unknown,
  };
}

function replicas(resource: ReadResource): PodCount {
  return { kind: "replicas", count: countAt(resource, ["spec", "replicas"], 1) };
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
  return pods(resource, ["spec", "jobTargetRef", "template", "spec"], { kind: "at-once", count });
}

/** Knative starts as many as are asked for, unless an annotation bounds it (knative.dev, Configuring scale bounds). */
function knativeMax(resource: ReadResource): number | null {
  const annotations = ["spec", "template", "metadata", "annotations"];
  for (const name of ["autoscaling.knative.dev/max-scale", "autoscaling.knative.dev/maxScale"]) {
    const max = countAt(resource, [...annotations, name], 0);
    if (max !== 0) return max;
  }
  return null;
}

function scaler(
  resource: ReadResource,
  field: string,
  fallback: number | null,
  fromZero: boolean,
): CapacityUse {
  const reference = ["spec", "scaleTargetRef"];
  const kind = textAt(resource.object, [...reference, "kind"]) ?? "Deployment";
  const name = textAt(resource.object, [...reference, "name"]) ?? "";
  const max = countAt(resource, ["spec", field], fallback);
  return { kind: "scaler", target: `${kind}/${name}`, max, fromZero };
}

function claimOf(object: JsonValue): ClaimUse {
  const storage = valueAt(object, ["spec", "resources", "requests", "storage"]);
  return {
    storage: typeof storage === "string" || typeof storage === "number" ? String(storage) : null,
    storageClass: textAt(object, ["spec", "storageClassName"]),
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

function quota(resource: ReadResource): CapacityUse {
  const scopes = valueAt(resource.object, ["spec", "scopes"]);
  const selector = valueAt(resource.object, ["spec", "scopeSelector"]);
  const scoped =
    (isJsonArray(scopes) && scopes.length > 0) ||
    isJsonObject(selector) ||
    ["scopes", "scopeSelector"].some((field) => isUnknownAt(resource, ["spec", field]));
  return { kind: "quota", hard: amountsAt(resource.object, ["spec", "hard"]), scoped };
}
