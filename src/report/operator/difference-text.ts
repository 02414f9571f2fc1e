import type { Locale } from "../../model/configuration.ts";
import type { ConfigurationDifference } from "../../model/configuration-difference.ts";
import { type Enforcement, enforcements } from "../../model/finding.ts";
import type { JsonValue } from "../../model/json.ts";
import type { NamedRule, RulePropertyChange, RuleSetDifference } from "../../model/rule-set-difference.ts";
import { quotable } from "../neutral.ts";
import { listOf, textsOf } from "../text/locale.ts";
import { policyTexts } from "./policy-words.ts";

/** In which way one rule set differs from another, a line for each thing; one line where nothing does. */
export function setDifferenceLines(difference: RuleSetDifference, locale: Locale): readonly string[] {
  const texts = policyTexts(locale);
  const { added, removed, changed, library } = difference;
  const named = ({ ruleId, title }: NamedRule) => `${quotable(ruleId)}  ${quotable(title)}`;
  const lines = [
    ...heading(added, texts.added),
    ...added.map((rule) => `  + ${named(rule)}`),
    ...heading(removed, texts.removed),
    ...removed.map((rule) => `  - ${named(rule)}`),
    ...heading(changed, texts.changed),
    ...changed.flatMap((rule) => [
      `  ~ ${named(rule)}`,
      ...rule.changes.map((change) => `      ${changeText(change, locale)}`),
    ]),
    ...(library === true ? [texts.library] : []),
  ];
  return lines.length === 0 ? [texts.same] : lines;
}

function heading(rules: readonly NamedRule[], text: (count: number) => string): readonly string[] {
  return rules.length === 0 ? [] : [text(rules.length)];
}

function changeText(change: RulePropertyChange, locale: Locale): string {
  const texts = policyTexts(locale);
  const { words } = textsOf(locale);
  switch (change.property) {
    case "logic":
      return texts.logic;
    case "message":
      return texts.message(quotable(change.messageId), change.change);
    case "parameter":
      return `${texts.default(quotable(change.name))}: ${arrow(valueText(change.before, locale), valueText(change.after, locale))}`;
    case "enforcement": {
      const asked = (word: string | null) => (word === null ? texts.unset : enforcementText(word, locale));
      const only = change.messageId === null ? "" : ` (${texts.onlyMessage(quotable(change.messageId))})`;
      return `${texts.in[change.environment]}${only}: ${arrow(asked(change.before), asked(change.after))}`;
    }
    case "kinds":
    case "supersedes": {
      const signed = [...change.added.map((name) => `+${name}`), ...change.removed.map((name) => `-${name}`)];
      return `${texts.property[change.property]}: ${signed.map(quotable).join(" ")}`;
    }
    case "severity":
      return `${texts.property.severity}: ${arrow(severityText(change.before), severityText(change.after))}`;
    default:
      return `${texts.property[change.property]}: ${arrow(quotable(change.before), quotable(change.after))}`;
  }
  function severityText(word: string): string {
    return Object.entries(words.severity).find(([known]) => known === word)?.[1] ?? quotable(word);
  }
}

function enforcementText(word: string, locale: Locale): string {
  const known: Enforcement | undefined = enforcements.find((each) => each === word);
  return known === undefined ? quotable(word) : textsOf(locale).words.enforcement[known];
}

/** What differs between two configurations: `policies.CHG-010.parameters.maxStepPoints: 25 → 50`. */
export function settingsDifferenceLines(
  { changes, omitted }: ConfigurationDifference,
  locale: Locale,
): readonly string[] {
  const texts = policyTexts(locale);
  if (changes.length === 0) return [texts.same];
  const lines = changes.map(({ key, before, after }) => {
    return `${quotable(key)}: ${arrow(valueText(before, locale), valueText(after, locale))}`;
  });
  return omitted === 0 ? lines : [...lines, texts.omitted(omitted)];
}

function arrow(before: string, after: string): string {
  return `${before} → ${after}`;
}

function valueText(value: JsonValue, locale: Locale): string {
  if (value === null) return policyTexts(locale).unset;
  if (typeof value === "string") return quotable(value);
  const isList = Array.isArray(value) && value.every((item) => typeof item === "string");
  return isList
    ? listOf(
        value.map((item) => quotable(String(item))),
        locale,
      ) || "[]"
    : quotable(JSON.stringify(value));
}
