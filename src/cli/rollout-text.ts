import { daysMin, disputedMax, pullsMin, type RuleObservation, shareMax } from "../app/rollout/assess.ts";
import type { Rollout } from "../app/rollout.ts";
import type { Locale } from "../model/configuration.ts";
import { quotable } from "../report/neutral.ts";
import { operatorTexts } from "../report/operator/index.ts";
import { newRuleLines } from "../report/operator/new-rules-text.ts";
import { painter, type Tone } from "../report/terminal/paint.ts";
import { padded, widthOf } from "../report/terminal/width.ts";
import { listOf } from "../report/text/locale.ts";

const tones = { quiet: "good", loud: "review", disputed: "fix", unknown: "quiet" } as const satisfies Record<
  string,
  Tone
>;

/** What observing found, as text: a table of the rules that found something, then what to write next. */
export function rolloutText(
  rollout: Rollout,
  { locale, colour }: { readonly locale: Locale; readonly colour: boolean },
): string {
  const { rollout: texts } = operatorTexts(locale);
  const paint = painter(colour);
  const observed = newRuleLines(rollout.newRules, locale).join("\n");
  if (rollout.pulls === 0) {
    const nothing = texts.nothing(dateOf(rollout.since));
    return observed === "" ? `${nothing}\n` : `${nothing}\n${observed}\n`;
  }
  const spoke = rollout.rules.filter(hasSpoken);
  const early = rollout.pulls < pullsMin || rollout.days < daysMin;
  const names = listOf(rollout.repositories.map(quotable), locale);
  const parts = [
    paint("bold", texts.observed(rollout.pulls, rollout.days, names)),
    table(spoke, new Set(rollout.enforced), { locale, colour }),
    [
      ...(spoke.length < rollout.rules.length ? [texts.silent(rollout.rules.length - spoke.length)] : []),
      ...(rollout.erased > 0 ? [texts.erased(rollout.erased)] : []),
      early ? texts.tooFew(pullsMin, daysMin) : texts.thresholds(percent(shareMax), percent(disputedMax)),
    ].join("\n"),
    observed,
    suggestion(rollout, locale),
  ];
  return `${parts.filter((part) => part !== "").join("\n\n")}\n`;
}

function hasSpoken({ stopped, asked, advised, disputed }: RuleObservation): boolean {
  return stopped + asked + advised + disputed > 0;
}

function table(
  rules: readonly RuleObservation[],
  enforced: ReadonlySet<string>,
  { locale, colour }: { readonly locale: Locale; readonly colour: boolean },
): string {
  if (rules.length === 0) return "";
  const { rollout: texts } = operatorTexts(locale);
  const paint = painter(colour);
  const rows = rules.map((rule) => [
    rule.ruleId,
    String(rule.stopped),
    String(rule.asked),
    String(rule.advised),
    percent(rule.share),
    String(rule.disputed),
  ]);
  const headings = texts.columns.slice(0, 6);
  const widths = headings.map((heading, index) =>
    Math.max(...[heading, ...rows.map((row) => row[index] ?? "")].map(widthOf)),
  );
  const written = (cells: readonly string[]) =>
    cells.map((cell, index) => padded(cell, widths[index] ?? 0)).join("  ");
  const lines = rules.map(
    ({ ruleId, verdict }, index) =>
      `${written(rows[index] ?? [])}  ${enforced.has(ruleId) ? texts.enforced : paint(tones[verdict], texts.verdicts[verdict])}`,
  );
  return [paint("bold", `${written(headings)}  ${texts.columns[6]}`), ...lines].join("\n");
}

function suggestion({ suggestion: line, quietShare, rules }: Rollout, locale: Locale): string {
  const { rollout: texts } = operatorTexts(locale);
  if (line === null)
    return rules.some(({ verdict }) => verdict === "quiet") ? texts.alreadyEnforced : texts.noSuggestion;
  const list = (items: readonly string[]) => `[${items.map((item) => JSON.stringify(item)).join(", ")}]`;
  const yaml = `  - { repositories: ${list(line.repositories)}, rules: ${list(line.rules)}, mode: ${line.mode} }`;
  return `${texts.suggestion(percent(quietShare))}\n\n${yaml}`;
}

function percent(share: number): string {
  return `${(share * 100).toFixed(share > 0 && share < 0.1 ? 1 : 0)} %`;
}

function dateOf(instant: string): string {
  return instant.slice(0, "YYYY-MM-DD".length);
}
