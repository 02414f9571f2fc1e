import type { Locale } from "../../model/configuration.ts";
import type { EffectOnDecision, EffectRow, TriedChange, WhyUntold } from "../../model/rule-set-effect.ts";
import { flipLine } from "../flip-text.ts";
import { quotable } from "../neutral.ts";

/** What other rules or settings would have made of the last recorded decisions: those that end differently, and how many others. */
export function ruleSetEffectLines({ of, rows, apart }: TriedChange, locale: Locale): readonly string[] {
  const words = texts[locale];
  const untried = apart.length === 0 ? [] : [words.apart(apart.map(quotable).join(", "))];
  const [first, last] = [rows[0], rows.at(-1)];
  if (first === undefined || last === undefined) return [words.none, ...untried];
  const flips = rows.flatMap((row) =>
    row.effect.kind === "flips" ? [flipText(row, row.effect, locale)] : [],
  );
  const untold = rows.flatMap((row) =>
    row.effect.kind === "untold" ? [`${nameOf(row, words)}: ${whyText(row.effect.why, words)}`] : [],
  );
  const pulls = new Set(rows.flatMap(({ about, isPull }) => (isPull ? [about] : [])));
  const stays = rows.length - flips.length - untold.length;
  return [
    words.opening(
      words.sides[of],
      { decisions: rows.length, pulls: pulls.size },
      `${first.at.slice(0, 10)} ${words.to} ${last.at.slice(0, 10)}`,
    ),
    `  ${words.flips(flips.length)}`,
    ...flips.map((line) => `    ${line}`),
    `  ${words.stays(stays)}`,
    ...(untold.length === 0 ? [] : [`  ${words.untold(untold.length)}`]),
    ...untold.map((line) => `    ${line}`),
    words.caveat,
    ...untried,
  ];
}

type Flips = Extract<EffectOnDecision, { readonly kind: "flips" }>;

function flipText(row: EffectRow, { flip, untold }: Flips, locale: Locale): string {
  const words = texts[locale];
  const line = flipLine(nameOf(row, words), flip, quotable, locale);
  return untold.length === 0 ? line : `${line}${words.more(namesIn(untold))}`;
}

/** As much of an id as `ledger replay` needs to find it. */
const idCharacters = 12;

function nameOf({ about, decisionId }: EffectRow, words: Words): string {
  const name = about === "" ? words.review : quotable(about);
  return decisionId === null ? name : `${name} (${decisionId.slice(0, idCharacters)})`;
}

function whyText(why: WhyUntold, words: Words): string {
  switch (why.kind) {
    case "rules":
      return why.ruleIds.every(isRule) ? words.rules(namesIn(why.ruleIds)) : words.keys(namesIn(why.ruleIds));
    case "failed":
      return words.failed(quotable(why.detail.split("\n")[0] ?? ""));
    default:
      return words.why[why.kind];
  }
}

/** Keys of settings have no number. */
function isRule(name: string): boolean {
  return /-\d+$/.test(name);
}

/** Rules that are named of one decision; the JSON has all. */
const rulesMax = 5;

function namesIn(ruleIds: readonly string[]): string {
  const named = ruleIds.slice(0, rulesMax).map(quotable).join(", ");
  return ruleIds.length > rulesMax ? `${named}, …` : named;
}

interface Words {
  readonly none: string;
  readonly review: string;
  readonly caveat: string;
  readonly why: Readonly<Record<"erased" | "not-recorded" | "damaged", string>>;
  readonly to: string;
  readonly sides: Readonly<Record<TriedChange["of"], string>>;
  opening(sides: string, of: { readonly decisions: number; readonly pulls: number }, days: string): string;
  flips(count: number): string;
  stays(count: number): string;
  untold(count: number): string;
  more(rules: string): string;
  rules(rules: string): string;
  keys(keys: string): string;
  apart(keys: string): string;
  failed(detail: string): string;
}

function counted(count: number, one: string): string {
  return `${count} ${one}${count === 1 ? "" : "s"}`;
}

const en: Words = {
  none: "No decision is recorded here, so there is nothing to replay.",
  review: "a review on a command line",
  caveat:
    "Told is what the rules ask for, as if all of them were enforced: observing and notice are not counted.",
  why: {
    erased: "it, or a part of what it was made from, was erased or is not in this store",
    "not-recorded": "it was decided before replays were recorded",
    damaged: "what the store holds is not what was recorded, or not of a form that this version reads",
  },
  to: "to",
  sides: {
    rules: "under the first set → under the second",
    settings: "under the first settings → under the second",
    both: "under the first → under the second",
  },
  opening: (sides, { decisions, pulls }, days) =>
    `The last ${counted(decisions, "recorded decision")} (${days}; ${counted(pulls, "pull request")}), ${sides}:`,
  flips: (count) => (count === 1 ? "1 ends differently" : `${count} end differently`),
  stays: (count) => (count === 1 ? "1 stays as it is" : `${count} stay as they are`),
  untold: (count) => `${count} cannot be told`,
  more: (rules) => `; what ${rules} would do cannot be told`,
  rules: (rules) => `${rules} read what was not recorded; the others end it the same way`,
  keys: (keys) => `what ${keys} would do to it was not recorded; all else ends it the same way`,
  apart: (keys) => `Not told is what ${keys} would change: that shows in approvals, or in other rules.`,
  failed: (detail) => `it could not be judged again: ${detail}`,
};

const ja: Words = {
  none: "判定の記録がないため、再判定するものがありません。",
  review: "コマンドラインでのレビュー",
  caveat:
    "すべてのルールを適用した場合に求められることを示します。観察中の扱いと予告期間は反映していません。",
  why: {
    erased: "判定または再判定に必要な記録の一部が、消去されたか、このストアにありません",
    "not-recorded": "再現用の記録を始める前の判定です",
    damaged: "ストアの内容が記録時と異なるか、このバージョンでは読めない形式です",
  },
  to: "〜",
  sides: {
    rules: "1 つ目 → 2 つ目のルール一式",
    settings: "1 つ目 → 2 つ目の設定",
    both: "1 つ目 → 2 つ目",
  },
  opening: (sides, { decisions, pulls }, days) =>
    `直近の判定 ${decisions} 件（${days}、プルリクエスト ${pulls} 件）を ${sides}で再判定した結果:`,
  flips: (count) => `結果が変わる: ${count} 件`,
  stays: (count) => `変わらない: ${count} 件`,
  untold: (count) => `判断できない: ${count} 件`,
  more: (rules) => `。${rules} の結果は判断できません`,
  rules: (rules) => `${rules} が参照する内容が記録されていません。ほかのルールでは結果は変わりません`,
  keys: (keys) => `${keys} による違いは記録からは分かりません。ほかの変更では結果は変わりません`,
  apart: (keys) => `${keys} の変更は承認や使うルールに関わるもので、この結果には現れません。`,
  failed: (detail) => `再判定できませんでした: ${detail}`,
};

const texts: Readonly<Record<Locale, Words>> = { en, ja };
