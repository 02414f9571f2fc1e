import type { Finding, Severity } from "../model/finding.ts";
import { isJsonArray, type JsonValue } from "../model/json.ts";
import type { Origin } from "../model/location.ts";
import { identityWords } from "./resource-name.ts";

/** What has to be done about a finding: by its enforcement, and what nobody needs to do. */
export type Duty = "fix" | "confirm" | "review" | "advice" | "waived" | "existing" | "none";

/** Findings that one and the same cause has in many places: one row, one excerpt. */
export interface Cause {
  readonly duty: Duty;
  readonly first: Finding;
  readonly findings: readonly Finding[];
}

const severityOrder: Readonly<Record<Severity, number>> = { critical: 0, high: 1, medium: 2, low: 3 };
/** From what somebody has to do to what nobody has. */
export const dutyOrder: Readonly<Record<Duty, number>> = {
  fix: 0,
  confirm: 1,
  review: 2,
  advice: 3,
  waived: 4,
  existing: 5,
  none: 6,
};

export function dutyOf(finding: Finding): Duty {
  if (finding.baselineState === "absent" || finding.enforcement === "off") return "none";
  if (finding.status === "waived") return "waived";
  if (finding.status === "improved" || finding.status === "existing") return "existing";
  if (finding.enforcement === "block") return "fix";
  return finding.enforcement === "advise" ? "advice" : finding.enforcement;
}

/**
 * Findings grouped by cause: same rule, message and arguments, where the words that only name the resource, its owner
 * or its file are left out of the comparison. Ordered by duty, severity, what is certain before what could not be told, then path and line.
 */
export function causesOf(findings: readonly Finding[]): readonly Cause[] {
  const groups = new Map<string, Finding[]>();
  for (const finding of [...findings].sort(byPlace)) {
    const key = causeKey(finding);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [finding]);
    else group.push(finding);
  }
  return [...groups.values()].flatMap(causeOf).sort(byWeight);
}

function causeOf(findings: readonly Finding[]): Cause[] {
  const first = findings[0];
  return first === undefined ? [] : [{ duty: dutyOf(first), first, findings }];
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
    dutyOf(finding),
    ruleId,
    messageId,
    kind,
    waiverId,
    suppression === undefined ? null : { ...suppression },
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
