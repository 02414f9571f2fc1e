import { digestOf } from "../model/digest.ts";
import { isJsonArray, isJsonObject, type JsonObject, type JsonValue, valueAt } from "../model/json.ts";
import type { Mark } from "./schema/marks.ts";

export interface Overruled {
  /** Steps to the repository's setting that has no effect. */
  readonly path: readonly string[];
  readonly mark: Mark;
}

export interface Merged {
  readonly value: JsonObject;
  readonly overruled: readonly Overruled[];
}

/** Numbers and words that grow stricter; everything else that is `raiseOnly` is a smaller number. */
const wordsByStrictness: Readonly<Record<string, readonly string[]>> = {
  mode: ["observe", "advise", "enforce"],
  "routing.unattributed": ["extra-approval", "block"],
  "routing.peerApproval": ["record", "require"],
};
const largerIsStricter: ReadonlySet<string> = new Set(["routing.minimumApprovals"]);

/**
 * The two files as one: what the organisation sets wins, a repository makes stricter or adds where the mark allows it,
 * and sets freely what `mayOverride` names. `policies` stays out: the order of strength is per rule and environment.
 */
export function mergeFiles(
  organisation: JsonObject,
  repository: JsonObject,
  marks: ReadonlyMap<string, Mark>,
): Merged {
  const overridable = overridableKeys(organisation);
  const merged: { [key: string]: JsonValue } = {};
  const overruled: Overruled[] = [];
  for (const [key, mark] of marks) {
    if (key === "policies") continue;
    const path = key.split(".");
    const result = mergeKey(
      { key, mark, overridable },
      valueAt(organisation, path),
      valueAt(repository, path),
    );
    if (result.value !== undefined) place(merged, path, result.value);
    overruled.push(...result.overruled.map((below) => ({ path: [...path, ...below], mark })));
  }
  return { value: merged, overruled };
}

/** What the organisation lets its repositories set freely: dotted keys, each with everything below it. */
export function overridableKeys(organisation: JsonObject): readonly string[] {
  const listed = organisation["mayOverride"];
  return isJsonArray(listed) ? listed.filter((key) => typeof key === "string") : [];
}

export function covers(overridable: readonly string[], key: string): boolean {
  return overridable.some((listed) => key === listed || key.startsWith(`${listed}.`));
}

interface MergeRule {
  readonly key: string;
  readonly mark: Mark;
  readonly overridable: readonly string[];
}

interface MergedKey {
  readonly value: JsonValue | undefined;
  /** Paths below the key. */
  readonly overruled: readonly (readonly string[])[];
}

function mergeKey(
  rule: MergeRule,
  organisation: JsonValue | undefined,
  repository: JsonValue | undefined,
): MergedKey {
  if (repository === undefined) return { value: organisation, overruled: [] };
  if (organisation === undefined || covers(rule.overridable, rule.key)) {
    return { value: repository, overruled: [] };
  }
  if (rule.mark === "addOnly") return added(rule, organisation, repository);
  const raised = rule.mark === "raiseOnly" && isStricter(rule.key, repository, organisation);
  if (raised || digestOf(repository) === digestOf(organisation)) return { value: repository, overruled: [] };
  return { value: organisation, overruled: [[]] };
}

function isStricter(key: string, candidate: JsonValue, reference: JsonValue): boolean {
  const order = wordsByStrictness[key];
  if (order !== undefined) return order.indexOf(String(candidate)) > order.indexOf(String(reference));
  const difference = Number(candidate) - Number(reference);
  return largerIsStricter.has(key) ? difference > 0 : difference < 0;
}

/** The organisation's entries come first: where the first match wins, they win. */
function added(rule: MergeRule, organisation: JsonValue, repository: JsonValue): MergedKey {
  if (isJsonArray(organisation) && isJsonArray(repository)) {
    const known = new Set(organisation.map(digestOf));
    return {
      value: [...organisation, ...repository.filter((entry) => !known.has(digestOf(entry)))],
      overruled: [],
    };
  }
  if (!isJsonObject(organisation) || !isJsonObject(repository))
    return { value: organisation, overruled: [[]] };
  const merged = new Map(Object.entries(organisation));
  const overruled: string[][] = [];
  for (const [name, value] of Object.entries(repository)) {
    const existing = merged.get(name);
    if (existing === undefined || covers(rule.overridable, `${rule.key}.${name}`)) merged.set(name, value);
    else if (digestOf(existing) !== digestOf(value)) overruled.push([name]);
  }
  return { value: Object.fromEntries(merged), overruled };
}

function place(target: { [key: string]: JsonValue }, path: readonly string[], value: JsonValue): void {
  const [step, ...rest] = path;
  if (step === undefined) return;
  if (rest.length === 0) {
    target[step] = value;
    return;
  }
  const existing = target[step];
  const inner: { [key: string]: JsonValue } = isJsonObject(existing) ? { ...existing } : {};
  place(inner, rest, value);
  target[step] = inner;
}
