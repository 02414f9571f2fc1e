import type { Finding, Severity } from "../model/finding.ts";
import { isJsonArray, type JsonValue } from "../model/json.ts";
import type { Origin } from "../model/location.ts";
import { identityWords } from "./resource-name.ts";

/** What has to be done about a finding: by its enforcement, and what nobody needs to do. */
export type Duty = "fix" | "confirm" | "review" | "advice" | "waived" | "returned" | "existing" | "none";

/** Findings that one and the same cause has in many places: one row, one excerpt. */
export interface Cause {
  readonly duty: Duty;
  readonly first: Finding;
  readonly findings: readonly Finding[];
  /** The same in more places, where it is only advised, because they are no production; absent: none. */
  readonly advised?: readonly Finding[];
  /** How far the change reaches, where its row tells that too (`campaign.ts`). */
  readonly reach?: Finding;
}

const severityOrder: Readonly<Record<Severity, number>> = { critical: 0, high: 1, medium: 2, low: 3 };
/** From what somebody has to do to what nobody has. */
export const dutyOrder: Readonly<Record<Duty, number>> = {
  fix: 0,
  confirm: 1,
  review: 2,
  advice: 3,
  waived: 4,
  returned: 5,
  existing: 6,
  none: 7,
};

export function dutyOf(finding: Finding): Duty {
  if (finding.baselineState === "absent" || finding.enforcement === "off") return "none";
  if (finding.status === "waived") return "waived";
  if (finding.status === "returned") return "returned";
  if (finding.status === "improved" || finding.status === "existing") return "existing";
  if (finding.enforcement === "block") return "fix";
  return finding.enforcement === "advise" ? "advice" : finding.enforcement;
}

/**
 * Findings grouped by cause: same rule, message and arguments, where the words that only name the resource, its owner
 * or its file are left out of the comparison. The same elsewhere, where it is only advised, is no row of its own. Ordered by duty, severity, what is certain before what could not be told, then path and line.
 */
export function causesOf(findings: readonly Finding[]): readonly Cause[] {
  const byCause = Map.groupBy([...findings].sort(byPlace), causeKey);
  const causes = [...byCause.values()].flatMap((alike) => causeOf(Map.groupBy(alike, dutyOf)));
  return causes.sort(byWeight);
}

/** What is alike, by what has to be done about it. Advice joins what somebody has to do. */
function causeOf(byDuty: ReadonlyMap<Duty, readonly Finding[]>): readonly Cause[] {
  const asking = [...byDuty.keys()]
    .filter((duty) => dutyOrder[duty] < dutyOrder.advice)
    .toSorted((left, right) => dutyOrder[left] - dutyOrder[right])[0];
  const advised = byDuty.get("advice") ?? [];
  return [...byDuty].flatMap(([duty, findings]): Cause[] => {
    const [first] = findings;
    if (first === undefined || (duty === "advice" && asking !== undefined)) return [];
    return [{ duty, first, findings, ...(duty === asking && advised.length > 0 ? { advised } : {}) }];
  });
}

function causeKey(finding: Finding): string {
  const own = new Set([...identityWords(finding), ...finding.owner, finding.location.path]);
  const source = sharedSource(finding);
  const without = (text: string): string | null => {
    if (own.has(text)) return null;
    return source === null ? text : withoutWords(text, own);
  };
  const differing = (value: JsonValue): JsonValue => {
    if (isJsonArray(value)) return value.map(differing);
    return typeof value === "string" ? without(value) : value;
  };
  const words = Object.keys(finding.arguments)
    .sort()
    .map((name) => [name, differing(finding.arguments[name] ?? null)]);
  const { ruleId, messageId, kind, waiverId, suppression } = finding;
  return JSON.stringify([
    ruleId,
    messageId,
    kind,
    waiverId,
    suppression === undefined ? null : { ...suppression },
    finding.returnsTo?.commit ?? null,
    source,
    words,
    finding.fix?.value ?? null,
  ]);
}

/**
 * One line of values, or of a patch, that is rendered into many objects is one cause in all of them: it is mended once.
 * `null` for what stands in the object itself.
 */
function sharedSource({ location }: Finding): string | null {
  const { path, startLine, origin } = location;
  return origin !== undefined && rendered.has(origin.kind) ? `${path}:${startLine}` : null;
}

const rendered: ReadonlySet<Origin["kind"]> = new Set(["template", "patch"]);

/** Shorter names stand in too many words by chance. */
const nameLengthMin = 3;

/** `registry.example/shop/cart:latest` of the Deployment `cart` says the same as that of any other one. */
function withoutWords(text: string, words: ReadonlySet<string>): string {
  const longestFirst = [...words]
    .filter(({ length }) => length >= nameLengthMin)
    .sort((a, b) => b.length - a.length);
  return longestFirst.reduce((left, word) => left.replaceAll(word, "\0"), text);
}

function byPlace(a: Finding, b: Finding): number {
  return (
    compare(a.location.path, b.location.path) ||
    a.location.startLine - b.location.startLine ||
    compare(a.ruleId, b.ruleId) ||
    compare(a.fingerprint, b.fingerprint)
  );
}

function byWeight(a: Cause, b: Cause): number {
  return (
    dutyOrder[a.duty] - dutyOrder[b.duty] ||
    severityOrder[a.first.severity] - severityOrder[b.first.severity] ||
    Number(a.first.kind === "open") - Number(b.first.kind === "open") ||
    byPlace(a.first, b.first)
  );
}

function compare(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
