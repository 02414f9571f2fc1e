import type { CapacityExtent, CapacityRow, CapacityScope } from "../model/capacity-report.ts";
import { compareQuantities } from "../model/quantity.ts";
import type { Report } from "../model/report.ts";
import type { CapacityTexts, NumbersTold } from "./text/capacity-texts.ts";
import { textsOf } from "./text/locale.ts";

/** How text from outside is written, and what nobody may miss. */
export interface WriteCapacity {
  readonly code: (text: string) => string;
  readonly text: (text: string) => string;
  readonly strong: (text: string) => string;
}

/** Lines of one place that are read at a glance, and numbers on each of them. */
const linesMax = 3;
const numbersMax = 3;

/** What is worth a line, and whether there is more to tell. */
export interface CapacityLines {
  readonly lines: readonly string[];
  /** Not everything that differs stands in the lines. */
  readonly isShort: boolean;
}

/** One line for each place where more may be used, or less is allowed: what is too much first. */
export function capacityLines(report: Report, write: WriteCapacity): CapacityLines {
  const { capacity = [] } = report;
  const { capacity: texts } = textsOf(report.locale);
  const growing = capacity
    .map((scope) => ({ scope, rows: scope.rows.filter(matters) }))
    .filter(({ rows }) => rows.length > 0)
    .toSorted((left, right) => concern(left.rows) - concern(right.rows));
  const shown = growing.slice(0, linesMax);
  const lines = shown.map(({ scope, rows }) => {
    const told = rows.slice(0, numbersMax).map((row) => rowText(row, texts, write));
    return `${placeText(scope, report, write)}: ${told.join(report.locale === "ja" ? "、" : "; ")}`;
  });
  const rest = growing.length - shown.length;
  const numbers = shown.reduce((sum, { rows }) => sum + Math.min(rows.length, numbersMax), 0);
  const all = capacity.reduce((sum, { rows }) => sum + rows.length, 0);
  return { lines: rest === 0 ? lines : [...lines, texts.morePlaces(rest)], isShort: numbers < all };
}

/** More is used, or something else is allowed. */
export function matters({ before, after, allowed, allowedBefore }: CapacityRow): boolean {
  if (compareQuantities(after.exact, before.exact) === 1) return true;
  if (compareQuantities(leastOf(after), leastOf(before)) === 1 && after.exact === before.exact) return true;
  if (allowedBefore === undefined) return after.atLeast && !before.atLeast;
  if (allowed === null) return true;
  return allowedBefore !== null && compareQuantities(allowed.exact, allowedBefore.exact) === -1;
}

function leastOf({ exact, least }: CapacityRow["after"]): string {
  return least?.exact ?? exact;
}

function concern(rows: readonly CapacityRow[]): number {
  if (rows.some(({ remains }) => isNegative(remains))) return 0;
  return rows.some(({ remains }) => remains !== null) ? 1 : 2;
}

function isNegative(remains: CapacityRow["remains"]): boolean {
  return remains?.exact.startsWith("-") ?? false;
}

/** The least that was looked at in any of the places. */
export function extentOf(capacity: readonly CapacityScope[]): CapacityExtent {
  const extents = (["change", "repository", "complete"] as const).filter((extent) =>
    capacity.some((scope) => scope.extent === extent),
  );
  return extents[0] ?? "change";
}

/** `payments-prod`, or with its cluster or folder where several places have that name. */
export function placeText({ place }: CapacityScope, report: Report, write: WriteCapacity): string {
  const { capacity: texts } = textsOf(report.locale);
  const { kind, name, cluster, rootKey } = place;
  const root = rootKey === null ? null : rootName(rootKey, report);
  if (kind === "namespace" && name === "") return texts.unnamed(write.code(root ?? "."));
  const called = texts.place(kind, write.code(name));
  const alike = (report.capacity ?? []).filter(
    ({ place: other }) => other.kind === kind && other.name === name,
  );
  const where = cluster ?? root;
  return alike.length > 1 && where !== null ? texts.inPlace(called, write.code(where)) : called;
}

function rootName(key: string, report: Report): string {
  const root = Object.hasOwn(report.roots, key) ? report.roots[key] : undefined;
  if (root === undefined) return key;
  return root.variant === null ? root.path : `${root.path} ${root.variant}`;
}

/** `memory limits 48Gi → 640Gi of 200Gi, 440Gi too much`. */
function rowText(row: CapacityRow, texts: CapacityTexts, write: WriteCapacity): string {
  const told = numbersOf(row, texts, write);
  const { allowed, allowedBefore = null, remains } = row;
  if (allowed === null || remains === null)
    return allowedBefore === null
      ? texts.unbounded(told)
      : write.strong(texts.lostAllowance(told, write.text(allowedBefore.text)));
  const bound = allowedText(row, texts, write);
  if (isNegative(remains)) {
    const excess = write.text(remains.text.replace(/^-/, ""));
    const isLess = compareQuantities(row.after.exact, row.before.exact) === -1;
    return write.strong((isLess ? texts.stillTooMuch : texts.tooMuch)(told, bound, excess));
  }
  const left = row.after.atLeast ? texts.remainingAtMost : texts.remaining;
  const text =
    remains.exact === "0" ? texts.nothingRemains(told, bound) : left(told, bound, write.text(remains.text));
  const { rolloutExcess } = row;
  return rolloutExcess === undefined
    ? text
    : write.strong(texts.whileItRollsOut(text, write.text(rolloutExcess.text)));
}

export function allowedText(
  { allowed, allowedBefore }: CapacityRow,
  texts: CapacityTexts,
  write: WriteCapacity,
): string {
  if (allowed === null) return texts.noLimit;
  const text = write.text(allowed.text);
  if (allowedBefore === undefined) return text;
  if (allowedBefore === null) return texts.newAllowance(text);
  return texts.changedAllowance(write.text(allowedBefore.text), text);
}

/** Only where one side is short of something that the other has, a number says so itself. */
export function numbersOf(
  { resource, scoped, before, after }: CapacityRow,
  texts: CapacityTexts,
  write: WriteCapacity,
): NumbersTold {
  const differ = before.atLeast !== after.atLeast;
  // Where only the minimum of an autoscaler differs, both ends of what it may start are told.
  const ends = before.exact === after.exact && leastOf(before) !== leastOf(after);
  const text = (side: CapacityRow["before"]) => {
    const most = write.text(side.text);
    if (ends) return texts.between(write.text(side.least?.text ?? side.text), most);
    return differ && side.atLeast ? texts.atLeast(most) : most;
  };
  const plain = labelOf(resource, texts, write);
  const label =
    scoped === undefined
      ? plain
      : texts.underQuota(plain, write.code(scoped.quota), scoped.scopes.map(write.code));
  return { label, before: text(before), after: text(after) };
}

function labelOf(resource: string, texts: CapacityTexts, write: WriteCapacity): string {
  const own = Object.hasOwn(texts.labels, resource) ? texts.labels[resource] : undefined;
  if (own !== undefined) return own;
  const ofClass = /^(.+)\.storageclass\.storage\.k8s\.io\/(.+)$/.exec(resource);
  if (ofClass !== null) {
    const [, storageClass = "", what = ""] = ofClass;
    return texts.ofClass(texts.labels[what] ?? what, write.code(storageClass));
  }
  const [, kind = "count", name = resource] = /^(requests|limits|count)[./](.+)$/.exec(resource) ?? [];
  return texts.other(kind === "requests" || kind === "limits" ? kind : "count", write.code(name));
}
