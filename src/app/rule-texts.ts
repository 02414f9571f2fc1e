import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Locale } from "../model/configuration.ts";
import type { RuleText } from "../model/report.ts";
import type { Rule } from "../model/rule.ts";
import { type Readme, readReadme, ruleText } from "../policy/texts.ts";
import { installation } from "./installation.ts";

const readmeNames = { en: "README.md", ja: "README.ja.md" } as const;

/** The texts of rules in one language, by rule id. Throws where a shipped README is broken. */
export function ruleTexts(rules: readonly Rule[], locale: Locale): Readonly<Record<string, RuleText>> {
  return Object.fromEntries(rules.map((rule) => [rule.id, textsOf(rule, locale)]));
}

function textsOf(rule: Rule, locale: Locale): RuleText {
  return rule.origin?.texts[locale] ?? ruleText(rule.id, shippedReadme(rule, locale));
}

export function shippedReadme(rule: Rule, locale: Locale): Readme {
  const path = join(installation.policies, ...rule.package.split("."), readmeNames[locale]);
  return readReadme(path, readFileSync(path, "utf8"), locale);
}
