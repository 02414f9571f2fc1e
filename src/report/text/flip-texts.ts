import type { Locale } from "../../model/configuration.ts";
import type { Route } from "../../model/decision.ts";
import type { Enforcement } from "../../model/finding.ts";

/** How it is said that two settings judge one change differently. Names come written as they are shown. */
export interface FlipTexts {
  /** What became of a change: its route, and who is asked. */
  verdict(route: Route, who: string | null): string;
  line(pull: string, before: string, after: string): string;
  because(rules: string): string;
  rule(ruleId: string, before: Enforcement, after: Enforcement): string;
}

const routesEn: Readonly<Record<Route, string>> = {
  pass: "passes",
  confirm: "is to be confirmed",
  review: "is reviewed",
  block: "is to be fixed",
};

const routesJa: Readonly<Record<Route, string>> = {
  pass: "問題なし",
  confirm: "要承諾",
  review: "要確認",
  block: "要修正",
};

const flipEn: FlipTexts = {
  verdict: (route, who) => (who === null ? routesEn[route] : `${routesEn[route]} by ${who}`),
  line: (pull, before, after) => `${pull}: ${before} → ${after}`,
  because: (rules) => ` (${rules})`,
  rule: (ruleId, before, after) => `${ruleId} ${before} → ${after}`,
};

const enforcementsJa: Readonly<Record<Enforcement, string>> = {
  off: "なし",
  advise: "参考",
  confirm: "要承諾",
  review: "要確認",
  block: "要修正",
};

const flipJa: FlipTexts = {
  verdict: (route, who) => (who === null ? routesJa[route] : `${routesJa[route]}（${who}）`),
  line: (pull, before, after) => `${pull}: ${before} → ${after}`,
  because: (rules) => `（${rules}）`,
  rule: (ruleId, before, after) => `${ruleId} ${enforcementsJa[before]} → ${enforcementsJa[after]}`,
};

export function flipTexts(locale: Locale): FlipTexts {
  return locale === "en" ? flipEn : flipJa;
}
