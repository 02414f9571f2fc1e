import type { Backtest, BacktestRow, PastExample, PastPull, PastResult } from "../../model/backtest.ts";
import type { Locale } from "../../model/configuration.ts";
import type { Enforcement } from "../../model/finding.ts";
import { messageOf } from "../message.ts";
import { quotable } from "../neutral.ts";
import type { BacktestTexts } from "../text/backtest-texts.ts";
import { backtestTextsOf, textsOf } from "../text/locale.ts";

/** From what holds a change up most to what holds nobody up. */
export const routeOrder = ["block", "review", "confirm", "pass"] as const;
/** Kinds of things that are named in one sentence. */
const namedMax = 6;

export function percent(count: number, total: number): string {
  if (total === 0) return "–";
  const share = (count / total) * 100;
  return `${share > 0 && share < 10 ? share.toFixed(1) : share.toFixed(0)} %`;
}

/** `#12`, or the first characters of the commit. */
export function pullName({ reference, commit }: PastPull): string {
  return reference ?? commit.slice(0, 9);
}

/** The page of a pull request or commit; `null` where nobody knows one. */
export function pullUrl(
  { repository }: Pick<Backtest, "repository">,
  { reference, commit }: PastPull,
): string | null {
  const { url } = repository;
  if (url === null) return null;
  const isGitLab = new URL(url).hostname.includes("gitlab");
  if (reference?.startsWith("#") === true && !isGitLab) return `${url}/pull/${reference.slice(1)}`;
  if (reference?.startsWith("!") === true && isGitLab) return `${url}/-/merge_requests/${reference.slice(1)}`;
  return isGitLab ? `${url}/-/commit/${commit}` : `${url}/commit/${commit}`;
}

/** The first paragraphs: what this is, and what came out. */
export function opening(backtest: Backtest, locale: Locale): readonly string[] {
  const texts = backtestTextsOf(locale);
  const { rows, judged, routes, repository } = backtest;
  const dates = rows.map(({ pull }) => pull.date).toSorted();
  const words = { pulls: rows.length, branch: repository.branch && quotable(repository.branch) };
  const intro = texts.intro({ ...words, from: dates[0] ?? "", to: dates.at(-1) ?? "" });
  if (judged === 0) return [intro, texts.nothingJudged];
  const of = (count: number) => ({ count, share: percent(count, judged) });
  const outcome =
    routes.pass === judged
      ? texts.harmless
      : texts.outcome({
          pass: of(routes.pass),
          confirm: of(routes.confirm),
          review: of(routes.review),
          block: of(routes.block),
        });
  return [intro, outcome, ...comparison(backtest, texts)];
}

function comparison({ rows, judged, settings }: Backtest, texts: BacktestTexts): readonly string[] {
  if (settings.againstPath === null) return [];
  const flips = rows.filter(({ flip }) => flip !== null).length;
  return [texts.compared({ flips, judged, path: quotable(settings.againstPath) })];
}

/** What the numbers do not say, each a sentence or two. */
export function caveatsOf(backtest: Backtest, locale: Locale): readonly string[] {
  const { caveats, metIn } = backtestTextsOf(locale);
  const { asked, settings, repository, rows, judged, passedOver } = backtest;
  const reasons = textsOf(locale).folds.reasons;
  const failed = rows.filter(({ result }) => result.kind === "failed").length;
  const onlyOpen = rows.filter(({ result }) => isOnlyOpen(result)).length;
  const unread = rows.filter(
    ({ result }) => result.kind === "judged" && Object.keys(result.verdict.unread).length > 0,
  ).length;
  const metPassed = passedOver.slice(0, namedMax).map(({ reason, pulls }) => metIn(reasons[reason], pulls));
  const separator = locale === "en" ? ", " : "、";
  return [
    ...(asked.leftOut > 0 ? [caveats.leftOut(asked.leftOut)] : []),
    ...(repository.isShallow ? [caveats.shallow] : []),
    ...(failed > 0 ? [caveats.notJudged(failed)] : []),
    settings.inForce === "then" ? caveats.own : caveats.now(settings.path && quotable(settings.path)),
    ...(settings.hasEnvironments ? [] : [caveats.environments]),
    ...(settings.hasTenants ? [] : [caveats.tenants]),
    ...(judged > 0 && onlyOpen > 0 ? [caveats.open(onlyOpen)] : []),
    ...(unread > 0 ? [caveats.unread(unread)] : []),
    ...(metPassed.length > 0 ? [caveats.passedOver(metPassed.join(separator))] : []),
    caveats.people,
    caveats.afterReview,
    asked.mergesOnly ? caveats.merges : caveats.commits,
    caveats.plans,
  ];
}

/** Held up by nothing but questions. */
function isOnlyOpen(result: PastResult): boolean {
  if (result.kind !== "judged") return false;
  const holding = result.verdict.rules.filter(({ enforcement }) => enforcement !== "advise");
  return holding.length > 0 && holding.every(({ findings, open }) => findings > 0 && findings === open);
}

/** What to do next, in order. `page`: this is the page already. */
export function nextSteps({ settings, rules }: Backtest, locale: Locale, page: boolean): readonly string[] {
  const { next } = backtestTextsOf(locale);
  const configured = settings.path !== null && (settings.hasEnvironments || settings.hasTenants);
  return [
    ...(configured ? [] : [next.init]),
    ...(rules.some(({ held }) => held > 0) ? [next.rules] : []),
    ...(settings.againstPath === null ? [next.against] : []),
    ...(page ? [] : [next.html]),
    next.observe,
  ];
}

/** What one rule said, as a sentence on one line. */
export function exampleText(
  { texts }: Pick<Backtest, "texts">,
  example: PastExample,
  locale: Locale,
): string {
  const { ruleId, messageId } = example;
  if (texts[ruleId]?.messages[messageId] === undefined) return messageId;
  return messageOf(example, texts, { format: "plain", locale });
}

/** The rules that held a pull request up, the strongest first. */
export function holdersOf({ result }: BacktestRow): readonly { ruleId: string; enforcement: Enforcement }[] {
  if (result.kind !== "judged") return [];
  return result.verdict.rules.filter(({ enforcement }) => enforcement !== "advise");
}

/** Why a row was not judged, in words. */
export function notJudgedText(result: Exclude<PastResult, { kind: "judged" }>, locale: Locale): string {
  const { notJudged, failed } = backtestTextsOf(locale);
  return result.kind === "failed" ? failed(result.code, quotable(result.detail)) : notJudged[result.kind];
}

/** About the report itself. */
export function runText({ run, settings, repository }: Backtest, locale: Locale): string {
  const texts = backtestTextsOf(locale);
  return texts.run({
    at: run.at.slice(0, "2025-01-31T12:00".length).replace("T", " "),
    version: run.versions["sekisho"] ?? "",
    policySet: settings.policySet.slice(0, 12),
    configuration: settings.path === null ? texts.defaults : quotable(settings.path),
    tip: repository.tip.slice(0, 9),
  });
}
