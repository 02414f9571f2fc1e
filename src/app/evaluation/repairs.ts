import { counts } from "../../decision/index.ts";
import type { Finding, Fix } from "../../model/finding.ts";
import { isFileLocation, type Location } from "../../model/location.ts";
import type { Repair, RepairTarget } from "../../model/repair.ts";
import type { Resource } from "../../model/resource.ts";
import { touchedPaths } from "./discover.ts";
import type { Loaded } from "./loaded.ts";
import type { EvaluationTask } from "./task.ts";

/** More than that is a migration: each repair is shown to a person, and all of them are judged once more. */
const repairsMax = 100;
/** Of a scan, which whoever asked for them writes into the files in several goes: a sweep that can still be read. */
const scannedRepairsMax = 1_000;

/**
 * The repairs that can be written into the files of a change: of findings that count, in files that the change edits (in
 * a scan: in all), where the line is the author's own and everything that is made of it has the same finding. What a template computes,
 * what is generated, and what others share without the finding is left alone. In the order of the findings.
 */
export function repairsOf(
  findings: readonly Finding[],
  loaded: Loaded,
  { changedPaths }: Pick<EvaluationTask, "changedPaths">,
): readonly Repair[] {
  const touched = touchedPaths(changedPaths);
  const fixable = findings.filter((finding) => finding.fix !== null && counts(finding));
  if (fixable.length === 0) return [];
  const resources = resourcesByPlace(loaded);
  const saidOf = Map.groupBy(
    findings.filter(({ fix, baselineState }) => fix !== null && baselineState !== "absent"),
    ({ rootKey, address }) => resourceKey(rootKey, address),
  );
  const repairs = new Map<string, Repair>();
  const most = touched === null ? scannedRepairsMax : repairsMax;
  for (const finding of fixable) {
    const { location, fix } = finding;
    const isTouched = touched === null || touched.has(location.path);
    if (fix === null || !isTouched || location.side === "base") continue;
    const target = targetOf(finding, fix, resources);
    if (target === null || !isRightForAll(finding, target, { loaded, resources, saidOf })) continue;
    add(repairs, finding, fix, target);
    if (repairs.size === most) break;
  }
  return [...repairs.values()];
}

/** One repair for everything that it mends; of two that say different things about one value, the first. */
function add(repairs: Map<string, Repair>, finding: Finding, fix: Fix, target: RepairTarget): void {
  const { fingerprint, enforcement, ruleId } = finding;
  const { path } = finding.location;
  const advice = enforcement === "advise";
  const key = JSON.stringify([path, target, fix.path]);
  const other = repairs.get(key);
  if (other === undefined) {
    repairs.set(key, { path, target, fix, advice, ruleIds: [ruleId], fingerprints: [fingerprint] });
  } else if (sameEdit(other.fix, fix)) {
    const fingerprints = [...other.fingerprints, fingerprint].toSorted();
    const ruleIds = [...new Set([...other.ruleIds, ruleId])];
    repairs.set(key, { ...other, advice: advice && other.advice, ruleIds, fingerprints });
  }
}

interface PlacedResource {
  readonly resource: Resource;
  readonly rootKey: string;
}

type ResourcesByPlace = ReadonlyMap<string, readonly PlacedResource[]>;

function resourcesByPlace({ roots }: Loaded): ResourcesByPlace {
  const all = roots.flatMap(({ key, head }) =>
    (head?.resources ?? []).map((resource) => ({ resource, rootKey: key })),
  );
  return Map.groupBy(all, ({ resource }) => resource.location.path);
}

function targetOf(finding: Finding, fix: Fix, resources: ResourcesByPlace): RepairTarget | null {
  const { location } = finding;
  if (isFileLocation(location)) return null;
  if (isYaml(location.path)) return yamlTarget(finding, fix, resources);
  if (!location.path.endsWith(".tf") || finding.type.includes("/")) return null;
  const kind = location.origin?.kind;
  if (kind !== undefined && kind !== "module-call") return null;
  const own = ownResource(finding, resources);
  return own === null ? null : { kind: "block", line: own.location.startLine };
}

function isYaml(path: string): boolean {
  return /\.(ya?ml|json)$/.test(path) && !/\.tf\.json$/.test(path);
}

/** Below the object where it is the author's own; a single value where that value is surely what is rendered. */
function yamlTarget(finding: Finding, fix: Fix, resources: ResourcesByPlace): RepairTarget | null {
  const { location, rootKey } = finding;
  const { origin } = location;
  if (origin === undefined) {
    const own = rootKey.startsWith("chart:") ? null : ownResource(finding, resources);
    return own === null ? null : { kind: "object", line: own.location.startLine };
  }
  const isValue = fix.op === "replace" && (typeof fix.value !== "object" || fix.value === null);
  const isWrittenThere =
    origin.exact && (origin.kind === "patch" || origin.kind === "template") && origin.path !== location.path;
  if (!isValue || !isWrittenThere || !samePath(fix, finding) || location.startColumn === undefined)
    return null;
  return { kind: "value", line: location.startLine, column: location.startColumn };
}

function ownResource(
  { rootKey, address, type, location }: Finding,
  resources: ResourcesByPlace,
): Resource | null {
  const found = (resources.get(location.path) ?? []).find(
    ({ resource, rootKey: key }) =>
      key === rootKey &&
      resource.address === address &&
      resource.type === type &&
      holds(resource.location, location),
  );
  return found?.resource ?? null;
}

function holds(outer: Location, inner: Location): boolean {
  return outer.startLine <= inner.startLine && inner.endLine <= outer.endLine;
}

/** Everything else that is made of the same lines has the same finding, so that the same repair is right for it. */
function isRightForAll(
  finding: Finding,
  target: RepairTarget,
  known: {
    readonly loaded: Loaded;
    readonly resources: ResourcesByPlace;
    readonly saidOf: ReadonlyMap<string, readonly Finding[]>;
  },
): boolean {
  const says = (found: Finding) =>
    found.ruleId === finding.ruleId &&
    found.fix !== null &&
    finding.fix !== null &&
    sameEdit(found.fix, finding.fix);
  const { path } = finding.location;
  if (target.kind === "value") {
    const readers = known.loaded.roots.filter(({ head }) => head?.root.files.includes(path) === true);
    const said = [...known.saidOf.values()].flat();
    return readers.every(({ key }) =>
      said.some((found) => found.rootKey === key && samePlace(found, finding) && says(found)),
    );
  }
  return (known.resources.get(path) ?? [])
    .filter(({ resource }) => resource.location.startLine === target.line && resource.type === finding.type)
    .every(({ resource, rootKey }) =>
      (known.saidOf.get(resourceKey(rootKey, resource.address)) ?? []).some(says),
    );
}

function samePlace(left: Finding, right: Finding): boolean {
  return left.location.path === right.location.path && left.location.startLine === right.location.startLine;
}

function samePath(fix: Fix, { path }: Finding): boolean {
  return JSON.stringify(fix.path) === JSON.stringify(path);
}

function sameEdit(left: Fix, right: Fix): boolean {
  const written = ({ op, path, value = null }: Fix) => JSON.stringify([op === "remove", path, value]);
  return written(left) === written(right);
}

function resourceKey(rootKey: string, address: string): string {
  return JSON.stringify([rootKey, address]);
}
