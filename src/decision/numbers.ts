import type { ReasonNumber } from "../model/decision.ts";
import type { Finding } from "../model/finding.ts";
import type { Rule } from "../model/rule.ts";

/** How much each of some findings of one rule is, and how much would pass; those that count nothing are left out. */
export type NumbersOf = (findings: readonly Finding[]) => readonly ReasonNumber[];

/** What the METADATA of rules says that their messages count. */
export function createNumbers(rules: readonly Pick<Rule, "id" | "numbers">[]): NumbersOf {
  const known = new Map(rules.map(({ id, numbers }) => [id, numbers ?? {}]));
  return (findings) => {
    const byFingerprint = new Map(findings.map((finding) => [finding.fingerprint, finding]));
    return [...byFingerprint.values()]
      .sort((left, right) => (left.fingerprint < right.fingerprint ? -1 : 1))
      .flatMap((finding) => numberOf(finding, known.get(finding.ruleId) ?? {}));
  };
}

function numberOf(
  { fingerprint, messageId, arguments: said }: Finding,
  numbers: NonNullable<Rule["numbers"]>,
): ReasonNumber[] {
  const names = Object.hasOwn(numbers, messageId) ? numbers[messageId] : undefined;
  if (names === undefined) return [];
  const [number, threshold] = [said[names.number], said[names.threshold]].map(textOf);
  if (number === null || number === undefined || threshold === null || threshold === undefined) return [];
  return [{ fingerprint, number, bound: names.bound, threshold }];
}

function textOf(value: unknown): string | null {
  return typeof value === "string" || typeof value === "number" ? String(value) : null;
}
