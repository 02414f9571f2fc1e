import type { Enforcement, Severity } from "../../model/finding.ts";
import { isJsonObject, type JsonObject, type JsonValue } from "../../model/json.ts";
import type { RuleText } from "../../model/report.ts";
import type { Rule, RuleOrigin } from "../../model/rule.ts";

/** The only message of a foreign rule: its own words. */
export const saidMessage = "said";

export interface ForeignRule {
  readonly id: string;
  readonly title: string;
  readonly description: string;
  readonly severity: Severity;
  readonly enforcement: Enforcement;
  readonly origin: RuleOrigin;
}

/** A rule of another tool in the terms of ours. It says nothing of kinds and paths, and is never asked by them. */
export function foreignRule({ id, title, description, severity, enforcement, origin }: ForeignRule): Rule {
  const text: RuleText = {
    ruleId: id,
    title,
    messages: { [saidMessage]: "{message}" },
    wouldPass: null,
    why: description,
    fix: "",
    waive: "",
  };
  return {
    id,
    family: origin.kind,
    package: id,
    title,
    description,
    severity,
    enforcement: { production: enforcement, elsewhere: enforcement },
    scope: "resource",
    kinds: [],
    reads: [],
    needs: [],
    facts: [],
    parameters: {},
    supersedes: [],
    peers: [],
    tags: [origin.source],
    references: [],
    origin: { ...origin, texts: { en: text, ja: text } },
  };
}

const severityWords: Readonly<Record<string, Severity>> = {
  critical: "critical",
  high: "high",
  error: "high",
  medium: "medium",
  moderate: "medium",
  warning: "medium",
  low: "low",
  info: "low",
};

/** The severity that a value names, in any case; `null`: none. */
export function severityOf(value: JsonValue | undefined): Severity | null {
  if (typeof value !== "string") return null;
  const word = value.toLowerCase();
  return Object.hasOwn(severityWords, word) ? (severityWords[word] ?? null) : null;
}

/** What METADATA says in `custom`. */
export function customOf(metadata: JsonObject | undefined): JsonObject {
  const custom = metadata?.["custom"];
  return isJsonObject(custom) ? custom : {};
}

export function textOf(value: JsonValue | undefined): string {
  return typeof value === "string" ? value : "";
}
