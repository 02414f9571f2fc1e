import type { Backtest, BacktestRow, PastResult } from "../../model/backtest.ts";
import type { Locale } from "../../model/configuration.ts";
import { csvText } from "../csv.ts";
import { holdersOf, notJudgedText, pullUrl } from "./words.ts";

const columns = [
  "commit",
  "reference",
  "date",
  "title",
  "result",
  "route",
  "reviewers",
  "rules",
  "advised",
  "tenants",
  "environments",
  "resources",
  "files",
  "against_result",
  "against_route",
  "against_reviewers",
  "flipped",
  "flipped_rules",
  "detail",
  "url",
] as const;

type Line = Readonly<Record<(typeof columns)[number], string>>;

/** One line for each pull request. Column names and words are the same in every language. */
export function backtestCsv(backtest: Backtest, locale: Locale): string {
  const lines = backtest.rows.map((row) => lineOf(row, backtest, locale));
  return csvText(columns, lines);
}

function lineOf(row: BacktestRow, backtest: Backtest, locale: Locale): Line {
  const { pull, result, against, flip } = row;
  const verdict = result.kind === "judged" ? result.verdict : null;
  const advised = verdict?.rules.filter(({ enforcement }) => enforcement === "advise") ?? [];
  return {
    commit: pull.commit,
    reference: pull.reference ?? "",
    date: pull.date,
    title: pull.title,
    result: result.kind,
    ...{ route: verdict?.route ?? "", reviewers: list(verdict?.reviewers) },
    rules: list(holdersOf(row).map(({ ruleId, enforcement }) => `${ruleId} ${enforcement}`)),
    advised: list(advised.map(({ ruleId }) => ruleId)),
    ...{ tenants: list(verdict?.tenants), environments: list(verdict?.environments) },
    resources: verdict === null ? "" : String(verdict.resources),
    files: verdict === null ? "" : String(verdict.files),
    ...againstOf(against),
    flipped: against === null ? "" : String(flip !== null),
    flipped_rules: list(
      flip?.rules.map(({ ruleId, before, after }) => `${ruleId} ${before ?? "off"}>${after ?? "off"}`),
    ),
    detail: result.kind === "judged" ? "" : notJudgedText(result, locale),
    url: pullUrl(backtest, pull) ?? "",
  };
}

function againstOf(
  against: PastResult | null,
): Pick<Line, "against_result" | "against_route" | "against_reviewers"> {
  const verdict = against?.kind === "judged" ? against.verdict : null;
  return {
    against_result: against?.kind ?? "",
    against_route: verdict?.route ?? "",
    against_reviewers: list(verdict?.reviewers),
  };
}

function list(items: readonly string[] | undefined): string {
  return (items ?? []).join("; ");
}
