import { ruleShape } from "../../src/app/rule-shape.ts";
import { cell, table } from "./markdown.ts";
import { rulePage } from "./page.ts";
import type { ShippedRule } from "./shipped-policies.ts";
import { type PageLocale, pageWords } from "./words.ts";

/** The pages below `docs/policies/`: an index and a page for each rule in each language, and all of it as JSON. */
export function catalogueFiles(policies: readonly ShippedRule[]): ReadonlyMap<string, string> {
  const files = new Map<string, string>();
  for (const locale of ["en", "ja"] as const) {
    const prefix = locale === "en" ? "" : "ja/";
    files.set(`${prefix}README.md`, index(policies, locale));
    for (const policy of policies)
      files.set(`${prefix}${policy.rule.id}.md`, rulePage(policy, locale, policies));
  }
  files.set("catalogue.json", `${JSON.stringify(policies.map(json), null, 2)}\n`);
  return files;
}

function json({ rule, en, ja }: ShippedRule) {
  return {
    ...rule,
    ...ruleShape(rule),
    titles: { en: en.frontMatter.title, ja: ja.frontMatter.title },
    messages: { en: en.frontMatter.messages, ja: ja.frontMatter.messages },
    page: { en: `docs/policies/${rule.id}.md`, ja: `docs/policies/ja/${rule.id}.md` },
  };
}

function index(policies: readonly ShippedRule[], locale: PageLocale): string {
  const words = pageWords[locale];
  const families = Map.groupBy(policies, ({ rule }) => rule.family);
  const names = [...families.keys()].toSorted();
  const contents = names.map((family) => {
    const count = words.rules(families.get(family)?.length ?? 0);
    return `- [${family}](#${family}): ${words.families[family] ?? ""} (${count})`;
  });
  const tables = names.map((family) => {
    const rows = (families.get(family) ?? []).map((policy) => row(policy, locale));
    return `## ${family}\n\n${words.families[family] ?? ""}\n\n${table(words.columns, rows)}`;
  });
  return `# ${words.index}\n\n${words.intro}\n\n${contents.join("\n")}\n\n${tables.join("\n\n")}\n`;
}

function row({ rule, ...texts }: ShippedRule, locale: PageLocale): readonly string[] {
  const { formats, fix } = ruleShape(rule);
  return [
    `[${rule.id}](${rule.id}.md)`,
    cell(texts[locale].frontMatter.title),
    rule.severity,
    `\`${rule.enforcement.production}\``,
    `\`${rule.enforcement.elsewhere}\``,
    fix ? pageWords[locale].yes : "",
    formats.join(", "),
  ];
}
