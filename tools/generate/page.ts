import { ruleShape } from "../../src/app/rule-shape.ts";
import type { Enforcement } from "../../src/model/finding.ts";
import { isJsonArray, isJsonObject, type JsonObject, type JsonValue } from "../../src/model/json.ts";
import type { Rule } from "../../src/model/rule.ts";
import { sectionHeadings } from "../../src/policy/texts.ts";
import { cell, fence, table } from "./markdown.ts";
import type { ExampleFile, ShippedRule } from "./shipped-policies.ts";
import { type PageLocale, pageWords } from "./words.ts";

/** The page of one rule: what somebody wants to know who comes from a comment, in that order. */
export function rulePage(policy: ShippedRule, locale: PageLocale, all: readonly ShippedRule[]): string {
  const { rule } = policy;
  const readme = policy[locale];
  const { judgement, title } = readme.frontMatter;
  const headings = sectionHeadings[locale];
  const [why = "", bad = "", good = "", fix = "", waive = ""] = readme.sections;
  const words = pageWords[locale];
  const other = locale === "en" ? `ja/${rule.id}.md` : `../${rule.id}.md`;
  const parts = [
    `# ${rule.id}: ${title}`,
    `[${words.all}](README.md#${rule.family}) · [${words.other}](${other})`,
    asked(rule, locale),
    `## ${headings[0]}\n\n${why}`,
    ...(judgement === null ? [] : [judgement]),
    `## ${headings[1]}\n\n${bad}\n\n${exampleBlocks(policy, "bad", locale)}`,
    ...configurationOf(policy, locale),
    `## ${headings[2]}\n\n${good}\n\n${exampleBlocks(policy, "good", locale)}`,
    `## ${headings[3]}\n\n${fix}`,
    ...wouldPass(policy, locale),
    `## ${headings[4]}\n\n${waive}`,
    ...exceptions(rule, locale),
    ...parameters(rule, locale),
    settings(rule, locale),
    `## ${words.about}\n\n${facts(rule, locale, all)}`,
    ...references(rule, locale),
  ];
  const guides = locale === "en" ? "../guides" : "../../guides/ja";
  return `${parts
    .join("\n\n")
    .replaceAll("GUIDES", guides)
    .replaceAll(/\n{3,}/g, "\n\n")}\n`;
}

/** What it comes to, in a line. */
function asked({ severity, enforcement }: Rule, locale: PageLocale): string {
  const { facts: names, enforcement: meaning, bracketed } = pageWords[locale];
  const said = (each: Enforcement) => `\`${each}\`${bracketed(meaning[each] ?? "")}`;
  return [
    `${names.severity} **${severity}**`,
    `${names.production} ${said(enforcement.production)}`,
    `${names.elsewhere} ${said(enforcement.elsewhere)}`,
  ].join(" · ");
}

/** Messages for which the silence of the configuration means something else, those that agree on one line. */
function otherMessages({ messageEnforcement }: Rule, locale: PageLocale): readonly (readonly string[])[] {
  const { facts: names } = pageWords[locale];
  const groups = Map.groupBy(
    Object.entries(messageEnforcement ?? {}),
    ([, { production, elsewhere }]) =>
      `${names.production} \`${production}\`, ${names.elsewhere} \`${elsewhere}\``,
  );
  return [...groups].map(([columns, messages]) => [columns, messages.map(([id]) => `\`${id}\``).join(", ")]);
}

function facts(rule: Rule, locale: PageLocale, all: readonly ShippedRule[]): string {
  const { facts: names, edits } = pageWords[locale];
  const link = (id: string) => `[${id}](${id}.md)`;
  const stronger = all.filter((each) => each.rule.supersedes.includes(rule.id)).map((each) => each.rule.id);
  const rows = [
    [names.kinds, rule.kinds.map((kind) => `\`${kind}\``).join(", ")],
    ...otherMessages(rule, locale),
    [names.fix, ruleShape(rule).fix ? edits : ""],
    [names.supersedes, rule.supersedes.map(link).join(", ")],
    [names.supersededBy, stronger.map(link).join(", ")],
    [names.peers, rule.peers.join(", ")],
    [names.policy, `\`policies/${rule.package.replaceAll(".", "/")}\``],
  ].filter(([, value]) => value !== "");
  return rows.map(([name, value]) => `- ${name}: ${value}`).join("\n");
}

/** The plainest example first; those in other formats are folded, so that how to fix it is near. */
function exampleBlocks(policy: ShippedRule, prefix: "good" | "bad", locale: PageLocale): string {
  const words = pageWords[locale];
  const shown = policy.examples.filter(({ name, text }) => name.startsWith(prefix) && text.trim() !== "");
  const groups = [...Map.groupBy(shown, ({ name }) => name.replace(".before.", "."))].toSorted(
    ([left], [right]) => left.length - right.length || (left < right ? -1 : 1),
  );
  const blocks = groups.map(([name, files]) => ({
    name,
    text: [...files.map((file) => exampleBlock(file, words.base)), ...found(policy, name, locale)].join(
      "\n\n",
    ),
  }));
  const [first, ...others] = blocks;
  if (first === undefined) return "";
  const folded = others.map(
    ({ name, text }) => `<details><summary><code>${name}</code></summary>\n\n${text}\n\n</details>`,
  );
  return [first.text, ...folded].join("\n\n");
}

function exampleBlock({ name, text }: ExampleFile, base: string): string {
  const before = name.includes(".before.") ? ` (${base})` : "";
  return `\`${name}\`${before}\n\n${fence(name.split(".").at(-1) ?? "", text)}`;
}

function found({ en }: ShippedRule, name: string, locale: PageLocale): readonly string[] {
  const lines = linesOf(en.frontMatter.bad[name] ?? []);
  return lines.length === 0 || name.endsWith(".json") ? [] : [pageWords[locale].found(lines)];
}

/** `messageId line` each; what is gone in the example has no line to be shown. */
function linesOf(findings: readonly string[]): readonly number[] {
  const lines = findings.map((finding) => Number(finding.split(" ").at(-1)));
  return [...new Set(lines)].toSorted((left, right) => left - right);
}

function configurationOf({ en }: ShippedRule, locale: PageLocale): readonly string[] {
  const { configuration } = en.frontMatter;
  if (configuration === null) return [];
  return [`${pageWords[locale].configuration}\n\n${fence("yaml", configuration)}`];
}

function wouldPass(policy: ShippedRule, locale: PageLocale): readonly string[] {
  const sentence = policy[locale].frontMatter.wouldPass;
  return sentence === null ? [] : [`${pageWords[locale].wouldPass} ${sentence}`];
}

/** What has no value to stand beside cannot be ignored there. */
function exceptions(rule: Rule, locale: PageLocale): readonly string[] {
  if (rule.id === "CHG-023") return [];
  const words = pageWords[locale];
  const because = locale === "en" ? "because …" : "理由: …";
  const ways = [words.waive(`\`/sekisho waive ${rule.id} until YYYY-MM-DD ${because}\``)];
  if (rule.kinds.length > 0 && rule.scope !== "pull")
    ways.push(words.ignore(`\`sekisho:ignore ${rule.id} …\``));
  return [ways.join(" ")];
}

function parameters(rule: Rule, locale: PageLocale): readonly string[] {
  const entries = Object.entries(rule.parameters).flatMap(
    ([name, schema]): readonly [string, JsonObject][] => (isJsonObject(schema) ? [[name, schema]] : []),
  );
  if (entries.length === 0) return [];
  const words = pageWords[locale];
  const rows = entries.map(([name, schema]) => [
    `\`${name}\``,
    cell(String(schema["description"] ?? "")),
    cell(typeText(schema)),
    cell(`\`${JSON.stringify(schema["default"] ?? null)}\``),
  ]);
  const silent = entries.every(([, schema]) => (schema["default"] ?? null) === null);
  const heading = `## ${words.parameters}\n\n${table(words.parameterColumns, rows)}`;
  return silent ? [heading, words.silent] : [heading];
}

/** A JSON Schema in a few words: `number, 0 to 100`, `list of string`, `a | b`. */
function typeText({ type, enum: choices, items, minimum, maximum }: JsonObject): string {
  if (isJsonArray(choices)) return choices.map((choice) => `\`${JSON.stringify(choice)}\``).join(" | ");
  const names = [type ?? "any"].flat().filter((name) => name !== "null");
  const name = names.map((each) => (each === "array" ? listText(items) : String(each))).join(" | ");
  const range = [minimum, maximum].some((bound) => bound !== undefined)
    ? `, ${String(minimum ?? "")} – ${String(maximum ?? "")}`.trimEnd()
    : "";
  return `${name}${range}`;
}

function listText(items: JsonValue | undefined): string {
  return isJsonObject(items) ? `list of ${typeText(items)}` : "list";
}

function settings(rule: Rule, locale: PageLocale): string {
  const { production, elsewhere } = rule.enforcement;
  const values = Object.entries(rule.parameters).flatMap(([name, schema]) => {
    const value = isJsonObject(schema) ? (schema["default"] ?? null) : null;
    return value === null ? [] : [`${name}: ${JSON.stringify(value)}`];
  });
  const lines = [
    "policies:",
    `  ${rule.id}:`,
    `    enforcement: { production: ${yaml(production)}, default: ${yaml(elsewhere)} }`,
    ...(values.length === 0 ? [] : [`    params: { ${values.join(", ")} }`]),
  ];
  return `${pageWords[locale].set}\n\n${fence("yaml", lines.join("\n"))}`;
}

/** YAML 1.1 would read `off` as false. */
function yaml(enforcement: Enforcement): string {
  return enforcement === "off" ? '"off"' : enforcement;
}

function references(rule: Rule, locale: PageLocale): readonly string[] {
  if (rule.references.length === 0) return [];
  const list = rule.references.map((reference) => `- <${reference}>`).join("\n");
  return [`## ${pageWords[locale].references}\n\n${list}`];
}
