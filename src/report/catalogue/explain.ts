import type { Locale } from "../../model/configuration.ts";
import { isJsonObject, type JsonObject } from "../../model/json.ts";
import type { RuleText } from "../../model/report.ts";
import type { Rule } from "../../model/rule.ts";
import { valueText } from "../message.ts";
import { painter } from "../terminal/paint.ts";
import { padded, widthOf } from "../terminal/width.ts";
import { textsOf } from "../text/locale.ts";

/** What `sekisho explain` knows beside the rule itself. */
export interface ExplainOptions {
  readonly locale: Locale;
  readonly colour: boolean;
  /** The rule compares with a ceiling or list that the configuration does not set. */
  readonly silent: boolean;
}

/** One rule for a terminal: what it wants, what happens, why, how to fix it, when to waive it. Ends with a newline. */
export function renderExplain(text: RuleText, rule: Rule, options: ExplainOptions): string {
  const { explain } = textsOf(options.locale);
  const paint = painter(options.colour);
  const section = (heading: string, content: string) =>
    content.trim() === "" ? [] : [`${paint("bold", heading)}\n${content.trim()}`];
  const parts = [
    paint("bold", `${rule.id} ${text.title}`),
    facts(rule, options.locale),
    ...(options.silent ? [explain.silentRule] : []),
    ...section(explain.headings.why, text.why),
    ...section(explain.headings.fix, text.fix),
    ...(text.wouldPass === null ? [] : section(explain.wouldPass, text.wouldPass)),
    ...section(explain.headings.waive, text.waive),
  ];
  return `${parts.join("\n\n")}\n`;
}

function facts(rule: Rule, locale: Locale): string {
  const { explain, words } = textsOf(locale);
  const { labels } = explain;
  const { production, elsewhere } = rule.enforcement;
  const rows: readonly (readonly [string, string])[] = [
    [labels.severity, words.severity[rule.severity]],
    [labels.enforcement, explain.enforcement(words.enforcement[production], words.enforcement[elsewhere])],
    [labels.family, rule.family],
    [labels.kinds, rule.kinds.join(", ")],
    [labels.parameters, parameters(rule.parameters, locale)],
    [labels.supersedes, rule.supersedes.join(", ")],
    [labels.peers, rule.peers.join(", ")],
    [labels.tags, rule.tags.join(", ")],
    [labels.references, rule.references.join("\n")],
  ];
  const shown = rows.filter(([, value]) => value !== "");
  const cells = Math.max(...shown.map(([label]) => widthOf(label))) + 2;
  return shown
    .map(([label, value]) => padded(label, cells) + value.replaceAll("\n", `\n${" ".repeat(cells)}`))
    .join("\n");
}

function parameters(schema: JsonObject, locale: Locale): string {
  const { explain } = textsOf(locale);
  return Object.entries(schema)
    .map(([name, property]) =>
      explain.parameter(name, isJsonObject(property) ? valueText(property["default"] ?? null, locale) : ""),
    )
    .join(", ");
}
