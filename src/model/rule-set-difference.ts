import { digestOf } from "./digest.ts";
import { isJsonObject, type JsonObject, type JsonValue } from "./json.ts";
import type { Rule } from "./rule.ts";

/** What is known of a rule beyond its METADATA: the digest of its Rego, and what it says. */
export interface RuleDescription {
  readonly source: string;
  /** Message id to its template, in both languages. */
  readonly messages: Readonly<Record<"en" | "ja", Readonly<Record<string, string>>>>;
}

/** What is known of a set beyond the METADATA of its rules. */
export interface RuleDescriptions {
  /** Digest of the Rego that all rules share. */
  readonly library: string;
  readonly rules: Readonly<Record<string, RuleDescription>>;
}

/** One thing about a rule that is otherwise in another set; `null` where one of them has no such thing. */
export type RulePropertyChange =
  | { readonly property: "severity" | "title" | "scope"; readonly before: string; readonly after: string }
  | {
      readonly property: "enforcement";
      readonly environment: "production" | "elsewhere";
      /** Of one of its messages alone; `null`: of all. */
      readonly messageId: string | null;
      readonly before: string | null;
      readonly after: string | null;
    }
  /** The default of a parameter. */
  | {
      readonly property: "parameter";
      readonly name: string;
      readonly before: JsonValue;
      readonly after: JsonValue;
    }
  | {
      readonly property: "kinds" | "supersedes";
      readonly added: readonly string[];
      readonly removed: readonly string[];
    }
  | {
      readonly property: "message";
      readonly messageId: string;
      readonly change: "added" | "removed" | "reworded";
    }
  /** How it finds what it finds: its own Rego. */
  | { readonly property: "logic" };

export interface ChangedRule {
  readonly ruleId: string;
  readonly title: string;
  readonly changes: readonly RulePropertyChange[];
}

export interface NamedRule {
  readonly ruleId: string;
  readonly title: string;
}

/** In which way one rule set differs from another; every list is sorted by rule. */
export interface RuleSetDifference {
  readonly added: readonly NamedRule[];
  readonly removed: readonly NamedRule[];
  readonly changed: readonly ChangedRule[];
  /** Whether the Rego that all rules share is another; `null`: nobody knows. */
  readonly library: boolean | null;
}

export interface DescribedSet {
  readonly rules: readonly Rule[];
  /** `null`: only METADATA is known, and texts and logic are not compared. */
  readonly descriptions: RuleDescriptions | null;
}

export function differenceOf(before: DescribedSet, after: DescribedSet): RuleSetDifference {
  const [was, is] = [byId(before.rules), byId(after.rules)];
  const named = ({ id, title }: Rule): NamedRule => ({ ruleId: id, title });
  const changed = [...is.values()].flatMap((rule): readonly ChangedRule[] => {
    const old = was.get(rule.id);
    if (old === undefined) return [];
    const changes = [
      ...metadataChanges(old, rule),
      ...describedChanges(before.descriptions?.rules[rule.id], after.descriptions?.rules[rule.id]),
    ];
    return changes.length === 0 ? [] : [{ ruleId: rule.id, title: rule.title, changes }];
  });
  return {
    added: [...is.values()].filter(({ id }) => !was.has(id)).map(named),
    removed: [...was.values()].filter(({ id }) => !is.has(id)).map(named),
    changed,
    library: libraryChanged(before.descriptions, after.descriptions),
  };
}

function libraryChanged(before: RuleDescriptions | null, after: RuleDescriptions | null): boolean | null {
  return before === null || after === null ? null : before.library !== after.library;
}

function byId(rules: readonly Rule[]): ReadonlyMap<string, Rule> {
  return new Map(
    rules.toSorted((left, right) => (left.id < right.id ? -1 : 1)).map((rule) => [rule.id, rule]),
  );
}

function metadataChanges(before: Rule, after: Rule): readonly RulePropertyChange[] {
  const words = (["severity", "title", "scope"] as const)
    .filter((property) => before[property] !== after[property])
    .map((property) => ({ property, before: before[property], after: after[property] }));
  return [
    ...words,
    ...enforcementChanges(before, after),
    ...parameterChanges(before, after),
    ...listChanges(before, after),
  ];
}

function enforcementChanges(before: Rule, after: Rule): readonly RulePropertyChange[] {
  const messages = (rule: Rule) => Object.keys(rule.messageEnforcement ?? {});
  const ids = [null, ...new Set([...messages(before), ...messages(after)].toSorted())];
  return ids.flatMap((messageId) =>
    (["production", "elsewhere"] as const).flatMap((environment): readonly RulePropertyChange[] => {
      const [was, is] = [before, after].map((rule) => {
        const own = messageId === null ? rule.enforcement : rule.messageEnforcement?.[messageId];
        return own?.[environment] ?? null;
      });
      if (was === is) return [];
      return [{ property: "enforcement", environment, messageId, before: was ?? null, after: is ?? null }];
    }),
  );
}

function parameterChanges(before: Rule, after: Rule): readonly RulePropertyChange[] {
  const names = new Set([...Object.keys(before.parameters), ...Object.keys(after.parameters)].toSorted());
  return [...names].flatMap((name): readonly RulePropertyChange[] => {
    const [was, is] = [defaultOf(before.parameters, name), defaultOf(after.parameters, name)];
    return digestOf(was) === digestOf(is) ? [] : [{ property: "parameter", name, before: was, after: is }];
  });
}

function defaultOf(parameters: JsonObject, name: string): JsonValue {
  const schema = Object.hasOwn(parameters, name) ? parameters[name] : undefined;
  return isJsonObject(schema) ? (schema["default"] ?? null) : null;
}

function listChanges(before: Rule, after: Rule): readonly RulePropertyChange[] {
  return (["kinds", "supersedes"] as const).flatMap((property): readonly RulePropertyChange[] => {
    const [was, is] = [new Set(before[property]), new Set(after[property])];
    const [added, removed] = [[...is.difference(was)].toSorted(), [...was.difference(is)].toSorted()];
    return added.length + removed.length === 0 ? [] : [{ property, added, removed }];
  });
}

function describedChanges(
  before: RuleDescription | undefined,
  after: RuleDescription | undefined,
): readonly RulePropertyChange[] {
  if (before === undefined || after === undefined) return [];
  const ids = new Set([...Object.keys(before.messages.en), ...Object.keys(after.messages.en)].toSorted());
  const messages = [...ids].flatMap((messageId): readonly RulePropertyChange[] => {
    const [was, is] = [messageOf(before, messageId), messageOf(after, messageId)];
    if (was === is) return [];
    const change = was === null ? "added" : is === null ? "removed" : "reworded";
    return [{ property: "message", messageId, change }];
  });
  return before.source === after.source ? messages : [...messages, { property: "logic" }];
}

/** In both languages: either may have been reworded. */
function messageOf({ messages }: RuleDescription, messageId: string): string | null {
  if (!Object.hasOwn(messages.en, messageId)) return null;
  return JSON.stringify([messages.en[messageId], messages.ja[messageId] ?? null]);
}
