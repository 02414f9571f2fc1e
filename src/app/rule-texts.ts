import { existsSync, readFileSync } from "node:fs";
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
  if (rule.origin !== undefined) return rule.origin.texts[locale];
  // A pinned set may hold a rule that this program does not bring any more: what its METADATA says has to do.
  if (!existsSync(readmePath(rule, locale))) return bareText(rule);
  return ruleText(rule.id, shippedReadme(rule, locale));
}

function bareText({ id, title, description }: Rule): RuleText {
  return { ruleId: id, title, messages: {}, wouldPass: null, why: description, fix: "", waive: "" };
}

export function shippedReadme(rule: Rule, locale: Locale): Readme {
  const path = readmePath(rule, locale);
  return readReadme(path, readFileSync(path, "utf8"), locale);
}

function readmePath(rule: Rule, locale: Locale): string {
  return join(installation.policies, ...rule.package.split("."), readmeNames[locale]);
}
