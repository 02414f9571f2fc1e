import type { Locale } from "../model/configuration.ts";
import type { JsonValue } from "../model/json.ts";
import type { ChangeSummary, LeafChange, Report } from "../model/report.ts";
import { dutyOf, dutyOrder } from "./causes.ts";
import { withoutPodPath } from "./fix-text.ts";
import { valueText } from "./message.ts";
import { shortened } from "./neutral.ts";
import { listOf, textsOf } from "./text/locale.ts";
import type { Texts } from "./text/texts.ts";
import { type Telling, tellings, type VariableChanges } from "./variable-changes.ts";

/** Values that are shown of one change: what a person takes in at a glance. */
const leavesMax = 4;
/** Longest value in the table of changes, so that before and after stand on one line. */
const valueCharactersMax = 60;

/** Variables that are named of one container. */
const variablesMax = 8;

/** How text from outside is written: escaped, and as code for paths. */
interface WriteChange {
  readonly text: (text: string) => string;
  readonly code: (text: string) => string;
}

/** Changes that are the same in many resources of one type. */
interface ChangeGroup {
  readonly first: ChangeSummary;
  readonly count: number;
}

/** What is gone or made anew matters before what is only different. */
const actionOrder: Readonly<Record<ChangeSummary["action"], number>> = {
  delete: 0,
  replace: 0,
  forget: 1,
  unknown: 1,
  update: 2,
  create: 3,
  move: 4,
  "no-op": 5,
  read: 5,
};

/**
 * Changes that are the same are one. First what people are asked about (fix, confirm, review, advice), then what nobody
 * found anything in; of these what is gone, what differs, what is new.
 */
export function changeGroups(
  changes: readonly ChangeSummary[],
  findings: Report["findings"],
): readonly ChangeGroup[] {
  const concern = concernOf(findings);
  const ordered = changes.toSorted(
    (left, right) => concern(left) - concern(right) || actionOrder[left.action] - actionOrder[right.action],
  );
  const groups = new Map<string, { first: ChangeSummary; count: number }>();
  for (const change of ordered) {
    if (change.action === "no-op" || change.action === "read") continue;
    const shown = change.action === "create" ? [] : change.leaves;
    const key = JSON.stringify([change.type, change.action, shown]);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, { first: change, count: 1 });
    else group.count += 1;
  }
  return [...groups.values()];
}

/** How much a change concerns people, smaller is more. */
function concernOf(findings: Report["findings"]): (change: ChangeSummary) => number {
  const ranks = new Map<string, number>();
  for (const finding of findings) {
    const rank = dutyOrder[dutyOf(finding)];
    ranks.set(placeKey(finding), Math.min(rank, ranks.get(placeKey(finding)) ?? rank));
  }
  const unconcerning = dutyOrder.existing;
  return (change) => Math.min(ranks.get(placeKey(change)) ?? unconcerning, unconcerning);
}

function placeKey({ rootKey, address }: { readonly rootKey: string; readonly address: string }): string {
  return JSON.stringify([rootKey, address]);
}

/** `memory limit 4Gi → 16Gi, replicas 12 → 40`: what a change does to its resource. */
export function changeText(change: ChangeSummary, locale: Locale, write: WriteChange): string {
  const { changes } = textsOf(locale);
  const whole = actionText(change, changes);
  const withValues = change.action === "move" || change.action === "replace";
  if (whole !== null && !withValues) return whole;
  const leaves = leafTexts(change, locale, write);
  const told =
    leaves.length === 0 ? [whole ?? changes.updated] : whole === null ? leaves : [whole, ...leaves];
  return told.join(locale === "ja" ? "、" : ", ");
}

function actionText(change: ChangeSummary, changes: Texts["changes"]): string | null {
  switch (change.action) {
    case "create":
      return changes.created;
    case "delete":
      return changes.deleted;
    case "replace":
      return changes.replaced;
    case "move":
      return changes.moved;
    case "forget":
      return changes.forgotten;
    case "read":
      return changes.read;
    case "unknown":
      return changes.notTold;
    case "update":
    case "no-op":
      return null;
  }
}

function leafTexts(change: ChangeSummary, locale: Locale, write: WriteChange): string[] {
  const { leavesOmitted = 0 } = change;
  const { changes } = textsOf(locale);
  const told = tellings(change);
  const containers = new Set(told.map(containerOf).filter((container) => container !== null));
  const shown = told.slice(0, leavesMax).map((each) => {
    const text =
      each.kind === "leaf" ? leafText(each.leaf, locale, write) : variablesText(each, locale, write);
    const container = containerOf(each);
    return containers.size > 1 && container !== null
      ? changes.inContainer(write.code(container), text)
      : text;
  });
  const rest = told.length - shown.length + leavesOmitted;
  // An anchor and what is merged from it are one change to whoever reads it.
  const texts = [...new Set(shown)];
  return rest === 0 ? texts : [...texts, changes.moreValues(rest)];
}

/** Variables by their names; what they hold is nobody's to read here. */
function variablesText({ kind, variables }: VariableChanges, locale: Locale, write: WriteChange): string {
  const { changes } = textsOf(locale);
  const names = variables.slice(0, variablesMax).map(({ name, what }) => {
    const written = write.code(shortened(name, valueCharactersMax));
    return changes.variable(written, what);
  });
  const rest = variables.length - names.length;
  return changes.variables(kind, rest === 0 ? names : [...names, changes.moreValues(rest)]);
}

/** What people call a value, or its path. */
export function leafLabel(path: string, locale: Locale, code: WriteChange["code"]): string {
  return labelOf(path, textsOf(locale).changes.labels) ?? code(withoutPodPath(path));
}

export function leafValue(value: JsonValue, locale: Locale): string {
  return shortened(valueText(value, locale), valueCharactersMax);
}

function leafText(leaf: LeafChange, locale: Locale, write: WriteChange): string {
  const { changes } = textsOf(locale);
  const label = leafLabel(leaf.path, locale, write.code);
  const value = (side: LeafChange["before"]) => write.text(leafValue(side, locale));
  if (leaf.before === null) return changes.added(label, value(leaf.after));
  if (leaf.after === null) return changes.removed(label, value(leaf.before));
  const [before, after] = whereTheyPart(leaf.before, leaf.after);
  return changes.changed(label, value(before), value(after));
}

/** Characters that are shown of what two long texts have in common, in front of where they part. */
const commonCharactersMax = 12;

/** Two long texts that begin alike, from shortly before they part: their difference is what there is to see. */
function whereTheyPart(before: JsonValue, after: JsonValue): readonly [JsonValue, JsonValue] {
  if (typeof before !== "string" || typeof after !== "string") return [before, after];
  if (Math.max(before.length, after.length) <= valueCharactersMax) return [before, after];
  let same = 0;
  while (same < before.length && before.charCodeAt(same) === after.charCodeAt(same)) same += 1;
  if (same <= valueCharactersMax / 2) return [before, after];
  return [from(before, same - commonCharactersMax), from(after, same - commonCharactersMax)];
}

function from(text: string, start: number): string {
  // A pair of surrogates is one character, and is not taken apart.
  const low = /^[\uDC00-\uDFFF]/.test(text.charAt(start)) ? 1 : 0;
  return `…${text.slice(start + low)}`;
}

/** What people call the values that change most. */
function labelOf(path: string, labels: Texts["changes"]["labels"]): string | null {
  if (path.endsWith(".resources.limits.cpu")) return labels.cpuLimit;
  if (path.endsWith(".resources.limits.memory")) return labels.memoryLimit;
  if (path.endsWith(".resources.requests.cpu")) return labels.cpuRequest;
  if (path.endsWith(".resources.requests.memory")) return labels.memoryRequest;
  if (path === "spec.replicas") return labels.replicas;
  return /ontainers\[[^\]]*\]\.image$/.test(path) ? labels.image : null;
}

function containerOf(told: Telling): string | null {
  if (told.kind !== "leaf") return told.container;
  return /ontainers\[name=([^\]]+)\]/.exec(told.leaf.path)?.[1] ?? null;
}

/** The tenants and environments that the changes touch, for the line above the table. */
export function touched(changes: readonly ChangeSummary[], locale: Locale): readonly string[] {
  const owners = [...new Set(changes.flatMap((change) => change.owner))].sort();
  const environments = [...new Set(changes.map((change) => change.environment))]
    .filter((name) => name !== "")
    .sort();
  return [owners, environments].filter((names) => names.length > 0).map((names) => few(names, locale));
}

function few(names: readonly string[], locale: Locale): string {
  const shown = names.slice(0, 3).map((name) => valueText(name, locale));
  return names.length > 3 ? `${shown.join(", ")}, … (${names.length})` : listOf(shown, locale);
}
