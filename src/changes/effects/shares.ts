import type { SharesEffect, TrafficShare } from "../../model/change-effect.ts";
import { isJsonArray, isJsonObject, type JsonValue, type ObjectPath } from "../../model/json.ts";
import type { Resource } from "../../model/resource.ts";
import { isOpaque, listAt, readAt, type Sides, tellsOf, textAt, withUnknowns } from "./sides.ts";

/** A list of weighted members within a resource; `*` stands for every element on the way to it. */
interface WeightedList {
  readonly path: readonly string[];
  readonly names: readonly (readonly string[])[];
  /** What a member without a weight has; `only`: everything where it is alone, and nothing otherwise. */
  readonly otherwise: number | "only";
  readonly weight?: string;
}

const listener: readonly WeightedList[] = ["default_action", "action"].map((action) => ({
  path: [action, "*", "forward", "*", "target_group"],
  names: [["arn"]],
  otherwise: 1,
}));
const named = [["namespace"], ["name"]];
const gatewayRoute: readonly WeightedList[] = [
  { path: ["spec", "rules", "*", "backendRefs"], names: named, otherwise: 1 },
];
const knative: readonly WeightedList[] = [
  { path: ["spec", "traffic"], names: [["revisionName"], ["tag"]], otherwise: 0, weight: "percent" },
];
const traefik: readonly WeightedList[] = [
  { path: ["spec", "weighted", "services"], names: named, otherwise: 1 },
];

const weightedLists: Readonly<Record<string, readonly WeightedList[]>> = {
  aws_lb_listener: listener,
  aws_lb_listener_rule: listener,
  aws_alb_listener: listener,
  aws_alb_listener_rule: listener,
  "gateway.networking.k8s.io/HTTPRoute": gatewayRoute,
  "gateway.networking.k8s.io/GRPCRoute": gatewayRoute,
  "gateway.networking.k8s.io/TCPRoute": gatewayRoute,
  "gateway.networking.k8s.io/TLSRoute": gatewayRoute,
  "networking.istio.io/VirtualService": ["http", "tcp", "tls"].map((protocol) => ({
    path: ["spec", protocol, "*", "route"],
    names: [
      ["destination", "host"],
      ["destination", "subset"],
    ],
    otherwise: "only",
  })),
  "traefik.io/TraefikService": traefik,
  "traefik.containo.us/TraefikService": traefik,
  "serving.knative.dev/Service": knative,
  "serving.knative.dev/Route": knative,
  "split.smi-spec.io/TrafficSplit": [{ path: ["spec", "backends"], names: [["service"]], otherwise: 0 }],
};

/** How a resource divides its traffic between others, where that changes. */
export function shareEffects(sides: Sides): readonly SharesEffect[] {
  if (!sides.edited) return [];
  const lists = weightedLists[sides.change.type] ?? [];
  return lists.flatMap((list) => {
    const paths = [...placesOf(sides.after, list.path), ...placesOf(sides.before, list.path)];
    const places = new Map(paths.map((path) => [JSON.stringify(path), path]));
    return [...places.values()].flatMap((path) => shareEffect(sides, list, path));
  });
}

function placesOf(value: JsonValue, path: readonly string[]): readonly ObjectPath[] {
  const [step, ...rest] = path;
  if (step === undefined) return isJsonArray(value) && value.length > 0 ? [[]] : [];
  if (step !== "*") return placesOf(readAt(value, [step]), rest).map((below) => [step, ...below]);
  if (!isJsonArray(value)) return [];
  return value.flatMap((element, index) => placesOf(element, rest).map((below) => [index, ...below]));
}

function shareEffect(sides: Sides, list: WeightedList, path: ObjectPath): readonly SharesEffect[] {
  const [before, after] = [sides.before, sides.after].map((side) => sharesOf(listAt(side, path), list));
  if (before === undefined || after === undefined || before === null || after === null) return [];
  if (before.size === 0 || after.size === 0 || Math.max(before.size, after.size) < 2) return [];
  const names = [...new Set([...after.keys(), ...before.keys()])];
  const shares = names
    .map((name): TrafficShare => ({ name, before: before.get(name) ?? null, after: after.get(name) ?? null }))
    .filter((share) => share.before !== share.after);
  return shares.length === 0 ? [] : [{ kind: "shares", shares, tells: tellsOf(sides, path) }];
}

/** Percent by member; `null` where a weight cannot be told. */
function sharesOf(members: readonly JsonValue[], list: WeightedList): ReadonlyMap<string, number> | null {
  const weights = new Map<string, number>();
  for (const [index, member] of members.entries()) {
    if (!isJsonObject(member) || isOpaque(member)) return null;
    const parts = list.names.flatMap((path) => textAt(member, path) ?? []);
    const name = parts.length === 0 ? `#${index + 1}` : parts.join("/");
    const weight = weightOf(readAt(member, [list.weight ?? "weight"]), list.otherwise, members.length);
    if (weight === null) return null;
    weights.set(name, (weights.get(name) ?? 0) + weight);
  }
  return percentages(weights);
}

function weightOf(weight: JsonValue, otherwise: WeightedList["otherwise"], size: number): number | null {
  if (weight === null) return otherwise === "only" ? (size === 1 ? 1 : 0) : otherwise;
  const number = typeof weight === "string" && weight.trim() !== "" ? Number(weight) : weight;
  return typeof number === "number" && Number.isFinite(number) && number >= 0 ? number : null;
}

function percentages(weights: ReadonlyMap<string, number>): ReadonlyMap<string, number> | null {
  const total = [...weights.values()].reduce((sum, weight) => sum + weight, 0);
  if (total <= 0) return null;
  return new Map([...weights].map(([name, weight]) => [name, Math.round((weight * 1000) / total) / 10]));
}

/** Everything of the same root on both sides: the members of a set may be resources of their own. */
export interface Surroundings {
  readonly before: readonly Resource[];
  readonly after: readonly Resource[];
}

/** The share of a weighted record in the set of its name, of which the other members are in the same root. */
export function recordShareEffects(sides: Sides, around: Surroundings): readonly SharesEffect[] {
  const { before, after, address } = sides.change;
  const set = recordSet(after ?? before);
  if (set === null) return [];
  const [old, current] = [around.before, around.after].map((resources) =>
    recordShare(resources, set, address),
  );
  if (old === undefined || current === undefined || (old === null && current === null) || old === current)
    return [];
  // A record that is alone in its set has all of it, whatever its weight says.
  const share: TrafficShare = { name: null, before: old, after: current };
  return [
    { kind: "shares", shares: [share], tells: tellsOf(sides, ["weighted_routing_policy", 0, "weight"]) },
  ];
}

function recordSet(resource: Resource | null): string | null {
  if (resource === null || resource.type !== "aws_route53_record") return null;
  const { object } = resource;
  if (listAt(object, ["weighted_routing_policy"]).length === 0) return null;
  const name = textAt(object, ["name"]);
  return name === null
    ? null
    : JSON.stringify([object["zone_id"] ?? null, name.toLowerCase(), object["type"] ?? null]);
}

/** A root may have thousands of records, and each of them asks for its set. */
const knownSets = new WeakMap<readonly Resource[], ReadonlyMap<string | null, readonly Resource[]>>();

function setsOf(resources: readonly Resource[]): ReadonlyMap<string | null, readonly Resource[]> {
  const known = knownSets.get(resources);
  if (known !== undefined) return known;
  const sets = Map.groupBy(resources, recordSet);
  knownSets.set(resources, sets);
  return sets;
}

/** `undefined` where a weight of the set cannot be told, or the set is not here to be compared with. */
function recordShare(
  resources: readonly Resource[],
  set: string,
  address: string,
): number | null | undefined {
  const members = setsOf(resources).get(set) ?? [];
  const weights = new Map<string, number>();
  for (const member of members) {
    const weight = weightOf(readAt(withUnknowns(member), ["weighted_routing_policy", 0, "weight"]), 0, 1);
    if (weight === null) return undefined;
    weights.set(member.address, weight);
  }
  if (!weights.has(address)) return null;
  if (weights.size < 2) return undefined;
  return percentages(weights)?.get(address) ?? undefined;
}

/** The steps of a canary of Argo Rollouts, as `20%, 50%`. */
export function canarySteps(side: JsonValue): string | null {
  const steps = listAt(side, ["spec", "strategy", "canary", "steps"]).flatMap((step) => {
    const weight = readAt(step, ["setWeight"]);
    return typeof weight === "number" || typeof weight === "string" ? [`${weight}%`] : [];
  });
  return steps.length === 0 ? null : steps.join(", ");
}
