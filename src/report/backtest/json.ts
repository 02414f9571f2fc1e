import type { Backtest, BacktestRow, PastResult } from "../../model/backtest.ts";
import type { Locale } from "../../model/configuration.ts";
import { visibleJson } from "../neutral.ts";
import { exampleText, pullUrl } from "./words.ts";

/** A backtest as JSON text, as `docs/backtest.schema.json` describes it. What varies between two runs stands in `run`. */
export function backtestJson(backtest: Backtest, locale: Locale): string {
  const { rows, rules, texts, run, ...rest } = backtest;
  return `${visibleJson({
    schemaVersion: 1,
    ...rest,
    rules: rules.map(({ examples, ...rule }) => ({
      ...rule,
      title: texts[rule.ruleId]?.title ?? null,
      examples: examples.map(({ commit, example }) => ({
        commit,
        path: example.path,
        line: example.line,
        message: exampleText(backtest, example, locale),
      })),
    })),
    pulls: rows.map((row) => pullOf(row, backtest)),
    run,
  })}\n`;
}

function pullOf({ pull, result, against, flip }: BacktestRow, backtest: Backtest) {
  return {
    ...pull,
    url: pullUrl(backtest, pull),
    result: resultOf(result),
    ...(against === null ? {} : { against: resultOf(against) }),
    ...(flip === null ? {} : { flip }),
  };
}

function resultOf(result: PastResult) {
  if (result.kind !== "judged") return result;
  const { examples: _, ...verdict } = result.verdict;
  return { kind: result.kind, ...verdict };
}
