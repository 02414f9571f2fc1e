import type { FailureCode } from "../../model/backtest.ts";
import type { Route } from "../../model/decision.ts";

/** The texts of `sekisho backtest`: whole sentences in each language. Shares and dates come written. */
export interface BacktestTexts {
  /** Language of the page, as HTML names it. */
  readonly language: string;
  title(repository: string): string;
  /** What this is: the first thing that anybody reads. */
  intro(words: {
    readonly pulls: number;
    readonly branch: string | null;
    readonly from: string;
    readonly to: string;
  }): string;
  /** What came out, in one paragraph. */
  outcome(words: Readonly<Record<Route, { readonly count: number; readonly share: string }>>): string;
  readonly harmless: string;
  readonly nothingJudged: string;
  compared(words: { readonly flips: number; readonly judged: number; readonly path: string }): string;
  /** What happens to a change, as the name of a column or bar. */
  readonly routes: Readonly<Record<Route, string>>;
  /** The same, explained. */
  readonly meanings: Readonly<Record<Route, string>>;
  readonly sections: Readonly<
    Record<
      | "outcome"
      | "months"
      | "rules"
      | "tenants"
      | "flips"
      | "held"
      | "passed"
      | "notJudged"
      | "caveats"
      | "next"
      | "run",
      string
    >
  >;
  readonly columns: Readonly<
    Record<
      | "route"
      | "pulls"
      | "share"
      | "rule"
      | "blocks"
      | "reviews"
      | "confirms"
      | "advises"
      | "alone"
      | "tenant"
      | "month"
      | "pull"
      | "merged"
      | "because"
      | "before"
      | "after"
      | "why",
      string
    >
  >;
  /** What stands above the noisiest rules. */
  readonly rulesLead: string;
  rulesOthers(count: number): string;
  readonly noRules: string;
  readonly tenantsLead: string;
  flipsLead(path: string): string;
  noFlips(path: string): string;
  readonly noneHeld: string;
  more(count: number): string;
  readonly examples: string;
  readonly tableOf: string;
  listOf(count: number): string;
  readonly notJudged: Readonly<Record<"unchanged" | "first" | "cut", string>>;
  failed(code: FailureCode, detail: string): string;
  readonly caveats: {
    readonly commits: string;
    readonly merges: string;
    readonly afterReview: string;
    readonly people: string;
    now(path: string | null): string;
    readonly own: string;
    readonly plans: string;
    leftOut(count: number): string;
    readonly shallow: string;
    notJudged(count: number): string;
    unread(pulls: number): string;
    passedOver(reasons: string): string;
    readonly environments: string;
    readonly tenants: string;
    readonly open: (pulls: number) => string;
  };
  /** A thing and in how many pull requests it was met. */
  metIn(what: string, pulls: number): string;
  readonly next: {
    readonly init: string;
    readonly rules: string;
    readonly against: string;
    readonly html: string;
    readonly observe: string;
  };
  run(words: {
    readonly at: string;
    readonly version: string;
    readonly policySet: string;
    readonly configuration: string;
    readonly tip: string;
  }): string;
  readonly defaults: string;
  progress(words: { readonly done: number; readonly total: number; readonly left: string | null }): string;
  interrupted(done: number, total: number): string;
  resumed(count: number): string;
  /** `4 min`, `30 s`. */
  duration(seconds: number): string;
  readonly chart: { months: string; routes: string };
}
