import type { Amounts, CapacityUse, ClaimUse, PodUse, RequestsAndLimits } from "../model/capacity.ts";
import type { Uncounted, UncountedReason } from "../model/capacity-report.ts";
import { addAmounts, largestAmounts } from "./amounts.ts";
import { type Counts, countsAll } from "./counts.ts";
import { amountsOfPods, ownAmounts } from "./object-amounts.ts";
import { podRange, type ScalerRange } from "./pod-count.ts";
import { soundAmounts } from "./read.ts";

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
  /** What it takes even when nothing is to do. */
  readonly least: Amounts;
  /** What is added for a while when its pods are replaced. */
  readonly surge: Amounts;
}

/** What a namespace may take at once. It takes no less: what is not known counts as nothing, and is named. */
export interface NamespaceUse {
  readonly units: readonly Unit[];
  readonly amounts: Amounts;
  readonly least: Amounts;
  readonly uncounted: readonly Uncounted[];
}

/** What several namespaces ask for together. */
export function togetherUse(uses: readonly NamespaceUse[]): NamespaceUse {
  return {
    units: uses.flatMap(({ units }) => units),
    amounts: addAmounts(uses.map(({ amounts }) => amounts)),
    least: addAmounts(uses.map(({ least }) => least)),
    uncounted: uses.flatMap(({ uncounted }) => uncounted),
  };
}

interface Counting {
  readonly unit: Unit;
  /** What its pods take, where they run at certain times only. */
  readonly runs: { readonly schedule: string; readonly amounts: Amounts } | null;
  readonly uncounted: UncountedReason | null;
}

/**
 * An object that several roots define is one. `defaults` are those of the LimitRanges of the namespace, `nodes` how many
 * nodes its cluster may have, where that is known, and `counts` says what of it all is added up.
 */
export function namespaceUse(
  objects: readonly CapacityObject[],
  defaults: RequestsAndLimits,
  nodes: number | null = null,
  counts: Counts = countsAll,
): NamespaceUse {
  const once = [
    ...new Map(objects.toReversed().map((object) => [object.address, object])).values(),
  ].reverse();
  const sound = { requests: soundAmounts(defaults.requests), limits: soundAmounts(defaults.limits) };
  const surroundings = { ...surroundingsOf(once), defaults: sound, nodes, counts };
  const countings = once.map((object) => countingOf(object, surroundings));
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
    least: addAmounts(countings.map(({ unit }) => unit.least)),
    uncounted: once.flatMap((object, index) => {
      const why = countings[index]?.uncounted ?? null;
      return why === null ? [] : [{ name: calledAs(object), why }];
    }),
  };
}

/** Of what runs at certain times, that the object is there counts always. */
function ownCount(amounts: Amounts): Amounts {
  return Object.fromEntries(Object.entries(amounts).filter(([name]) => name.startsWith("count/")));
}

type Scaler = Place & ScalerRange;

interface Surroundings {
  /** By `Deployment/api`. */
  readonly scalers: ReadonlyMap<string, Scaler>;
  readonly templates: ReadonlyMap<string, CapacityUse | null>;
  /** Deployments whose pods a Rollout has taken over. */
  readonly handedOver: ReadonlySet<string>;
  readonly targets: ReadonlySet<string>;
  readonly defaults: RequestsAndLimits;
  readonly nodes: number | null;
  readonly counts: Counts;
}

function surroundingsOf(
  objects: readonly CapacityObject[],
): Omit<Surroundings, "defaults" | "nodes" | "counts"> {
  return {
    scalers: scalersOf(objects),
    templates: new Map(objects.map((object) => [`${object.type} ${object.name}`, object.use])),
    handedOver: new Set(
      objects.flatMap(({ use }) => (use?.kind === "pods" && use.templateOf !== null ? [use.templateOf] : [])),
    ),
    targets: new Set(objects.flatMap((object) => (object.use?.kind === "pods" ? [targetName(object)] : []))),
  };
}

/** Of two for one target, the one that goes further counts. */
function scalersOf(objects: readonly CapacityObject[]): ReadonlyMap<string, Scaler> {
  const found = new Map<string, Scaler>();
  for (const { use, rootKey, address } of objects) {
    if (use?.kind !== "scaler") continue;
    const other = found.get(use.target);
    const { max, min, fromZero } = use;
    if (other === undefined || (other.max !== null && (max === null || max > other.max)))
      found.set(use.target, { rootKey, address, max, min, fromZero });
  }
  return found;
}

function countingOf(object: CapacityObject, surroundings: Surroundings): Counting {
  const { type, rootKey, address, use } = object;
  if (use?.kind === "pods") return podsCounting(object, use, surroundings);
  const { counts } = surroundings;
  const counted = use?.kind === "claim" ? counts.claim(use.claim) : counts.objects;
  const amounts = counted === true ? ownAmounts(type, use) : {};
  const unit = { place: { rootKey, address }, scaler: null, pods: 0, amounts, least: amounts, surge: {} };
  return { unit, runs: null, uncounted: counted === null ? "unknown" : whyNot(use, surroundings) };
}

/** An autoscaler whose target stands elsewhere, and a quota that cannot be compared, say something that is not in the sum. */
function whyNot(use: CapacityUse | null, { targets }: Surroundings): UncountedReason | null {
  if (use?.kind === "scaler") return targets.has(use.target) ? null : "no-target";
  if (use?.kind !== "quota") return null;
  return { all: null, some: null, unknown: "scoped-quota" as const, refused: "refused-quota" as const }[
    use.scopes.kind
  ];
}

function podsCounting(
  object: CapacityObject,
  use: CapacityUse & { kind: "pods" },
  { scalers, templates, handedOver, defaults, nodes, counts }: Surroundings,
): Counting {
  const { type, rootKey, address } = object;
  const isReplicated = use.count.kind === "replicas";
  const scaler = isReplicated ? (scalers.get(targetName(object)) ?? null) : null;
  const gaveAway = type === "apps/Deployment" && handedOver.has(object.name);
  const range = gaveAway ? { least: 0, most: 0, surge: 0 } : podRange(use.count, scaler, nodes);
  const taken = use.templateOf === null ? null : templates.get(`apps/Deployment ${use.templateOf}`);
  const pod = use.pod ?? (taken?.kind === "pods" ? taken.pod : null);
  const unknownPod = use.unknown || pod === null || (taken?.kind === "pods" && taken.unknown);
  const share = shareOf(pod, use.claims, !unknownPod, counts);
  const itself = counts.objects ? ownAmounts(type, use) : {};
  const of = (count: number, claims = share.kept) =>
    amountsOfPods(share.pod, [...share.volumes, ...claims], count, defaults);
  const pods = range.most ?? 0;
  const amounts = of(pods);
  const isShort = share.isOpen || (share.pod !== null && unknownPod);
  const isCounted = isShort || share.pod !== null || share.volumes.length + share.kept.length > 0;
  return {
    unit: {
      ...{ place: { rootKey, address }, scaler, pods, amounts: addAmounts([itself, amounts]) },
      ...{ least: addAmounts([itself, of(range.least)]), surge: of(range.surge, []) },
    },
    runs: use.count.kind === "schedule" ? { schedule: use.count.schedule, amounts } : null,
    uncounted: !isCounted
      ? null
      : range.most === null
        ? whyUncounted(object, use)
        : pods > 0 && isShort
          ? "unknown"
          : null,
  };
}

/** What is counted of a pod, its volumes, and what is `kept` after it; `isOpen`: of something nobody knows whether it is. */
interface Share {
  readonly pod: PodUse | null;
  readonly volumes: readonly ClaimUse[];
  readonly kept: readonly ClaimUse[];
  readonly isOpen: boolean;
}

function shareOf(pod: PodUse | null, claims: readonly ClaimUse[], isKnown: boolean, counts: Counts): Share {
  const counted = counts.pod(pod, isKnown);
  const volumes = pod?.claims ?? [];
  return {
    pod: counted === true ? pod : null,
    volumes: volumes.filter((claim) => counts.claim(claim) === true),
    kept: claims.filter((claim) => counts.claim(claim) === true),
    isOpen:
      counted === null ||
      (counted && pod === null) ||
      [...volumes, ...claims].some((claim) => counts.claim(claim) === null),
  };
}

/** Knative says nothing where it starts as many pods as are asked for. */
function whyUncounted({ type }: CapacityObject, { count }: CapacityUse & { kind: "pods" }): UncountedReason {
  if (count.kind === "each-node") return "each-node";
  return type.startsWith("serving.knative.dev/") ? "unbounded" : "unknown";
}

/** As autoscalers name it: `Deployment/api`. */
function targetName(object: CapacityObject): string {
  return calledAs(object).replace(" ", "/");
}

/** As people call it: `Deployment api`. */
function calledAs({ type, name }: CapacityObject): string {
  return `${type.slice(type.lastIndexOf("/") + 1)} ${name}`;
}
