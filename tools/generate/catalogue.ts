import type { Rule } from "../../src/model/rule.ts";
import { sectionHeadings } from "../../src/policy/texts.ts";
import type { ExampleFile, ShippedRule } from "./shipped-policies.ts";

type Locale = "en" | "ja";

interface Words {
  readonly index: string;
  readonly intro: string;
  readonly columns: readonly string[];
  readonly facts: readonly string[];
  readonly parameters: string;
  readonly parameterColumns: readonly string[];
  readonly configuration: string;
  readonly other: string;
  readonly base: string;
}

const words: Readonly<Record<Locale, Words>> = {
  en: {
    index: "Rules",
    intro:
      "Every rule, by family. The two columns say what happens where the configuration is silent: `block` (the author fixes it, or gets a waiver), `review` (the reviewers approve), `confirm` (the owning team confirms), `advise` (shown, nothing more), `off`.",
    columns: ["Id", "Rule", "Severity", "Production", "Elsewhere"],
    facts: ["Severity", "In production", "Elsewhere", "Looks at", "Nearest rules of other tools"],
    parameters: "Parameters",
    parameterColumns: ["Name", "Meaning", "Default"],
    configuration: "With this configuration:",
    other: "日本語",
    base: "before",
  },
  ja: {
    index: "ルール一覧",
    intro:
      "すべてのルールを分類ごとに示します。2 つの列は、設定がない場合の扱いです。`block`（作成者による修正、または例外承認が必要）、`review`（確認者の承認が必要）、`confirm`（所有チームの承諾が必要）、`advise`（参考として表示するだけ）、`off`（無効）。",
    columns: ["ID", "ルール", "重大度", "本番環境", "その他の環境"],
    facts: ["重大度", "本番環境", "その他の環境", "対象", "他のツールの近いルール"],
    parameters: "パラメーター",
    parameterColumns: ["名前", "意味", "既定値"],
    configuration: "次の設定を前提とします。",
    other: "English",
    base: "変更前",
  },
};

/** The pages below `docs/policies/`: an index and a page for each rule in each language, and all of it as JSON. */
export function catalogueFiles(policies: readonly ShippedRule[]): ReadonlyMap<string, string> {
  const files = new Map<string, string>();
  for (const locale of ["en", "ja"] as const) {
    const prefix = locale === "en" ? "" : "ja/";
    files.set(`${prefix}README.md`, index(policies, locale));
    for (const policy of policies) files.set(`${prefix}${policy.rule.id}.md`, page(policy, locale));
  }
  const json = policies.map(({ rule, en, ja }) => ({
    ...rule,
    messages: { en: en.frontMatter.messages, ja: ja.frontMatter.messages },
  }));
  files.set("catalogue.json", `${JSON.stringify(json, null, 2)}\n`);
  return files;
}

function index(policies: readonly ShippedRule[], locale: Locale): string {
  const { index: title, intro, columns } = words[locale];
  const families = [...new Set(policies.map(({ rule }) => rule.family))].toSorted();
  const tables = families.map((family) => {
    const rows = policies
      .filter(({ rule }) => rule.family === family)
      .map(({ rule, [locale]: readme }) => [
        `[${rule.id}](${rule.id}.md)`,
        cell(readme.frontMatter.title),
        rule.severity,
        rule.enforcement.production,
        rule.enforcement.elsewhere,
      ]);
    return `## ${family}\n\n${table(columns, rows)}`;
  });
  return `# ${title}\n\n${intro}\n\n${tables.join("\n\n")}\n`;
}

function page(policy: ShippedRule, locale: Locale): string {
  const { rule, examples } = policy;
  const readme = policy[locale];
  const headings = sectionHeadings[locale];
  const [why = "", bad = "", good = "", fix = "", waive = ""] = readme.sections;
  const { other, configuration } = words[locale];
  const link = locale === "en" ? `ja/${rule.id}.md` : `../${rule.id}.md`;
  const settings = policy.en.frontMatter.configuration;
  const parts = [
    `# ${rule.id}: ${readme.frontMatter.title}`,
    `[${other}](${link})`,
    facts(rule, locale),
    `## ${headings[0]}\n\n${why}`,
    ...(readme.frontMatter.judgement === null ? [] : [readme.frontMatter.judgement]),
    `## ${headings[1]}\n\n${bad}\n\n${exampleBlocks(examples, "bad", locale)}`,
    ...(settings === null ? [] : [`${configuration}\n\n${fence("yaml", settings)}`]),
    `## ${headings[2]}\n\n${good}\n\n${exampleBlocks(examples, "good", locale)}`,
    `## ${headings[3]}\n\n${fix}`,
    `## ${headings[4]}\n\n${waive}`,
    ...parameters(rule, locale),
    ...rule.references.map((reference) => `- <${reference}>`),
  ];
  return `${parts.join("\n\n").replaceAll(/\n{3,}/g, "\n\n")}\n`;
}

function facts(rule: Rule, locale: Locale): string {
  const [severity = "", production = "", elsewhere = "", kinds = "", peers = ""] = words[locale].facts;
  const rows = [
    [severity, rule.severity],
    [production, `\`${rule.enforcement.production}\``],
    [elsewhere, `\`${rule.enforcement.elsewhere}\``],
    ...Object.entries(rule.messageEnforcement ?? {}).flatMap(([id, own]) => [
      [`${production} (\`${id}\`)`, `\`${own.production}\``],
      [`${elsewhere} (\`${id}\`)`, `\`${own.elsewhere}\``],
    ]),
    [kinds, rule.kinds.map((kind) => `\`${kind}\``).join(", ")],
    [peers, rule.peers.join(", ")],
  ].filter(([, value]) => value !== "");
  return table(["", ""], rows);
}

function parameters(rule: Rule, locale: Locale): readonly string[] {
  const entries = Object.entries(rule.parameters);
  if (entries.length === 0) return [];
  const rows = entries.map(([name, schema]) => {
    const { description = "", default: value = null } = schema as { description?: string; default?: unknown };
    return [`\`${name}\``, cell(description), `\`${JSON.stringify(value)}\``];
  });
  return [`## ${words[locale].parameters}\n\n${table(words[locale].parameterColumns, rows)}`];
}

function exampleBlocks(examples: readonly ExampleFile[], prefix: "good" | "bad", locale: Locale): string {
  return examples
    .filter(({ name, text }) => name.startsWith(prefix) && text.trim() !== "")
    .map(({ name, text }) => {
      const before = name.includes(".before.") ? ` (${words[locale].base})` : "";
      return `\`${name}\`${before}\n\n${fence(name.split(".").at(-1) ?? "", text)}`;
    })
    .join("\n\n");
}

function fence(language: string, text: string): string {
  const longest = Math.max(2, ...[...text.matchAll(/`+/g)].map(([run]) => run.length));
  const marks = "`".repeat(longest + 1);
  return `${marks}${language}\n${text.trimEnd()}\n${marks}`;
}

function table(columns: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.join(" | ")} |`;
  return [line(columns), `|${columns.map(() => "---").join("|")}|`, ...rows.map(line)].join("\n");
}

function cell(text: string): string {
  return text.replaceAll("|", "\\|").replaceAll("\n", " ");
}
