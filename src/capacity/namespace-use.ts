import type {
  Amounts,
  CapacityUse,
  ClaimUse,
  PodCount,
  PodUse,
  RequestsAndLimits,
} from "../model/capacity.ts";
import { addAmounts, largestAmounts, times } from "./amounts.ts";
import { podAmounts } from "./pod-amounts.ts";

/** An object of a namespace, as the inventory has it. */
export interface CapacityObject {
  readonly type: string;
  readonly name: string;
  readonly rootKey: string;
  readonly address: string;
  readonly use: CapacityUse | null;
}

export interface Place {
  readonly rootKey: string;
  readonly address: string;
}

/** What one object takes at most; names are those of quotas, amounts exact decimals. */
export interface Unit {
  readonly place: Place;
  /** The autoscaler that says how many pods there are. */
  readonly scaler: (Place & { readonly max: number | null }) | null;
  readonly pods: number;
  readonly amounts: Amounts;
}

/** What a namespace may take at once. It takes no less: what is not known counts as nothing, and is named. */
export interface NamespaceUse {
  readonly units: readonly Unit[];
  readonly amounts: Amounts;
  readonly uncounted: readonly string[];
}

/** By the type of the object, what quotas call one of it. */
const counted: Readonly<Record<string, string>> = {
  "core/Service": "services",
  "core/ConfigMap": "configmaps",
  "core/Secret": "secrets",
  "core/PersistentVolumeClaim": "persistentvolumeclaims",
  "core/ReplicationController": "replicationcontrollers",
  "core/ResourceQuota": "resourcequotas",
  "apps/Deployment": "count/deployments.apps",
  "apps/StatefulSet": "count/statefulsets.apps",
  "apps/DaemonSet": "count/daemonsets.apps",
  "batch/Job": "count/jobs.batch",
  "batch/CronJob": "count/cronjobs.batch",
  "networking.k8s.io/Ingress": "count/ingresses.networking.k8s.io",
};

interface Counting {
  readonly unit: Unit;
  /** What its pods take, where they run at certain times only. */
  readonly runs: { readonly schedule: string; readonly amounts: Amounts } | null;
  readonly uncounted: boolean;
}

/** An object that several roots define is one. `defaults` are those of the LimitRanges of the namespace. */
export function namespaceUse(objects: readonly CapacityObject[], defaults: RequestsAndLimits): NamespaceUse {
  const once = [
    ...new Map(objects.toReversed().map((object) => [object.address, object])).values(),
  ].reverse();
  const scalers = scalersOf(once);
  const templates = new Map(once.map((object) => [`${object.type} ${object.name}`, object.use]));
  const handedOver = new Set(
    once.flatMap(({ use }) => (use?.kind === "pods" && use.templateOf !== null ? [use.templateOf] : [])),
  );
  const countings = once.map((object) => {
    const gaveAway = object.type === "apps/Deployment" && handedOver.has(object.name);
    return countingOf(object, { scalers, templates, defaults, gaveAway });
  });
  const bySchedule = Map.groupBy(
    countings.flatMap(({ runs }) => (runs === null ? [] : [runs])),
    ({ schedule }) => schedule,
  );
  const heaviest = largestAmounts(
    [...bySchedule.values()].map((runs) => addAmounts(runs.map(({ amounts }) => amounts))),
  );
  const steady = countings.map(({ unit, runs }) => (runs === null ? unit.amounts : ownCount(unit.amounts)));
  return {
    units: countings.map(({ unit }) => unit),
    amounts: addAmounts([...steady, heaviest]),
    uncounted: once.flatMap((object, index) => (countings[index]?.uncounted ? [calledAs(object)] : [])),
  };
}

/** Of what runs at certain times, that the object is there counts always. */
function ownCount(amounts: Amounts): Amounts {
  return Object.fromEntries(Object.entries(amounts).filter(([name]) => name.startsWith("count/")));
}

type Scalers = ReadonlyMap<string, Place & { readonly max: number | null; readonly fromZero: boolean }>;

/** By `Deployment/api`. Of two for one target, the one that goes further counts. */
function scalersOf(objects: readonly CapacityObject[]): Scalers {
  const found = new Map<string, Place & { readonly max: number | null; readonly fromZero: boolean }>();
  for (const { use, rootKey, address } of objects) {
    if (use?.kind !== "scaler") continue;
    const other = found.get(use.target);
    if (other === undefined || (other.max !== null && (use.max === null || use.max > other.max)))
      found.set(use.target, { rootKey, address, max: use.max, fromZero: use.fromZero });
  }
  return found;
}

interface Surroundings {
  readonly scalers: Scalers;
  readonly templates: ReadonlyMap<string, CapacityUse | null>;
  readonly defaults: RequestsAndLimits;
  /** A Rollout has taken its pods over. */
  readonly gaveAway: boolean;
}

function countingOf(object: CapacityObject, surroundings: Surroundings): Counting {
  const { type, rootKey, address, use } = object;
  const name = Object.hasOwn(counted, type) ? counted[type] : undefined;
  const itself: Amounts = name === undefined ? {} : { [name]: "1" };
  const unit: Unit = { place: { rootKey, address }, scaler: null, pods: 0, amounts: itself };
  const nothing: Counting = { unit, runs: null, uncounted: false };
  if (use === null) return nothing;
  if (use.kind === "claim") return { ...nothing, unit: withAmounts(unit, claimAmounts(use.claim)) };
  if (use.kind === "service") return { ...nothing, unit: withAmounts(unit, serviceAmounts(use)) };
  return use.kind === "pods" ? podsCounting(object, use, unit, surroundings) : nothing;
}

function podsCounting(
  object: CapacityObject,
  use: CapacityUse & { kind: "pods" },
  unit: Unit,
  { scalers, templates, defaults, gaveAway }: Surroundings,
): Counting {
  const scaler =
    use.count.kind === "replicas" ? (scalers.get(calledAs(object).replace(" ", "/")) ?? null) : null;
  const count = gaveAway ? 0 : podCount(use.count, scaler);
  const taken = use.templateOf === null ? null : templates.get(`apps/Deployment ${use.templateOf}`);
  const pod = use.pod ?? (taken?.kind === "pods" ? taken.pod : null);
  const pods = count ?? 0;
  const amounts = pod === null ? {} : amountsOfPods(pod, use.claims, pods, defaults);
  const unknownPod = use.unknown || pod === null || (taken?.kind === "pods" && taken.unknown);
  return {
    unit: { ...withAmounts(unit, amounts), pods, scaler },
    runs: use.count.kind === "schedule" ? { schedule: use.count.schedule, amounts } : null,
    uncounted: count === null || (count > 0 && unknownPod),
  };
}

/** What is switched off stays off, unless its autoscaler starts from nothing. */
function podCount(
  count: PodCount,
  scaler: { readonly max: number | null; readonly fromZero: boolean } | null,
): number | null {
  if (count.kind === "each-node") return null;
  if (scaler === null || (count.count === 0 && !scaler.fromZero)) return count.count;
  return scaler.max;
}

function amountsOfPods(
  pod: PodUse,
  claims: readonly ClaimUse[],
  count: number,
  defaults: RequestsAndLimits,
): Amounts {
  const { requests, limits } = podAmounts(pod, defaults);
  const one = addAmounts([
    { pods: "1" },
    named("requests", requests),
    named("limits", limits),
    ...[...pod.claims, ...claims].map((claim) => ({ ...claimAmounts(claim), persistentvolumeclaims: "1" })),
  ]);
  return times(one, count);
}

function named(prefix: string, amounts: Amounts): Amounts {
  return Object.fromEntries(Object.entries(amounts).map(([name, amount]) => [`${prefix}.${name}`, amount]));
}

/** Storage counts as a whole and for its class; what names no class has the one of the cluster, which nobody knows. */
function claimAmounts({ storage, storageClass }: ClaimUse): Amounts {
  const size = storage === null ? {} : { "requests.storage": storage };
  if (storageClass === null || storageClass === "") return size;
  const prefix = `${storageClass}.storageclass.storage.k8s.io`;
  const ofClass: Amounts = storage === null ? {} : { [`${prefix}/requests.storage`]: storage };
  return { ...size, ...ofClass, [`${prefix}/persistentvolumeclaims`]: "1" };
}

function serviceAmounts({
  loadBalancers,
  nodePorts,
}: {
  readonly loadBalancers: number;
  readonly nodePorts: number;
}): Amounts {
  return {
    "services.loadbalancers": String(loadBalancers),
    "services.nodeports": String(nodePorts),
  };
}

function withAmounts(unit: Unit, amounts: Amounts): Unit {
  return { ...unit, amounts: addAmounts([unit.amounts, amounts]) };
}

/** As people call it: `Deployment api`. */
function calledAs({ type, name }: CapacityObject): string {
  return `${type.slice(type.lastIndexOf("/") + 1)} ${name}`;
}
