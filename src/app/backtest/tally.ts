import type {
  Backtest,
  BacktestRow,
  GroupTally,
  PastVerdict,
  RouteCounts,
  RuleTally,
} from "../../model/backtest.ts";
import type { Route } from "../../model/decision.ts";
import type { NotEvaluated } from "../../model/diagnostic.ts";

/** What somebody looks at first: more rules than that are no longer "the noisiest". */
const noisiestMax = 10;
/** Pull requests that are named for one rule. */
const examplesMax = 3;

interface JudgedRow extends BacktestRow {
  readonly verdict: PastVerdict;
}

type Tallies = Pick<
  Backtest,
  | "judged"
  | "routes"
  | "againstRoutes"
  | "untouched"
  | "rules"
  | "noisiest"
  | "tenants"
  | "months"
  | "unread"
  | "passedOver"
>;

/** Adds up what the rows say, newest first. Rows that were not judged are in no number but their own. */
export function tally(rows: readonly BacktestRow[]): Tallies {
  const judged = rows.flatMap((row): JudgedRow[] =>
    row.result.kind === "judged" ? [{ ...row, verdict: row.result.verdict }] : [],
  );
  const against = rows.flatMap((row) => (row.against?.kind === "judged" ? [row.against.verdict] : []));
  const rules = ruleTallies(judged);
  return {
    judged: judged.length,
    routes: routeCounts(judged.map(({ verdict }) => verdict)),
    againstRoutes: rows.some((row) => row.against !== null) ? routeCounts(against) : null,
    untouched: judged.filter(({ verdict }) => verdict.route === "pass" && verdict.resources === 0).length,
    rules,
    noisiest: rules.slice(0, noisiestMax).map(({ ruleId }) => ruleId),
    tenants: groups(judged, ({ verdict }) => verdict.tenants),
    months: groups(judged, ({ pull }) => [pull.date.slice(0, "2025-03".length)]),
    unread: pullsBy(judged, ({ unread }) => Object.keys(unread)).map(([what, pulls]) => ({ what, pulls })),
    passedOver: pullsBy(judged, ({ passedOver }) => Object.keys(passedOver) as NotEvaluated["reason"][]).map(
      ([reason, pulls]) => ({ reason, pulls }),
    ),
  };
}

function routeCounts(verdicts: readonly Pick<PastVerdict, "route">[]): RouteCounts {
  const count = (route: Route) => verdicts.filter((verdict) => verdict.route === route).length;
  return { pass: count("pass"), confirm: count("confirm"), review: count("review"), block: count("block") };
}

/** The most held up first, then the most advised. */
function ruleTallies(judged: readonly JudgedRow[]): readonly RuleTally[] {
  const ids = new Set(judged.flatMap(({ verdict }) => verdict.rules.map(({ ruleId }) => ruleId)));
  return [...ids]
    .map((ruleId) => ruleTally(ruleId, judged))
    .toSorted(
      (left, right) =>
        right.held - left.held || right.advise - left.advise || (left.ruleId < right.ruleId ? -1 : 1),
    );
}

function ruleTally(ruleId: string, judged: readonly JudgedRow[]): RuleTally {
  const rows = judged.filter(({ verdict }) => verdict.rules.some((voice) => voice.ruleId === ruleId));
  const voices = rows.flatMap(({ verdict }) => verdict.rules.filter((voice) => voice.ruleId === ruleId));
  const pulls = (enforcement: string) => voices.filter((voice) => voice.enforcement === enforcement).length;
  const heldRows = rows.filter(({ verdict }) => holders(verdict).has(ruleId));
  return {
    ruleId,
    block: pulls("block"),
    review: pulls("review"),
    confirm: pulls("confirm"),
    advise: pulls("advise"),
    held: heldRows.length,
    alone: heldRows.filter(({ verdict }) => holders(verdict).size === 1).length,
    findings: voices.reduce((sum, voice) => sum + voice.findings, 0),
    open: voices.reduce((sum, voice) => sum + voice.open, 0),
    examples: (heldRows.length > 0 ? heldRows : rows).slice(0, examplesMax).flatMap(({ pull, verdict }) => {
      const example = verdict.examples.find((one) => one.ruleId === ruleId);
      return example === undefined ? [] : [{ commit: pull.commit, example }];
    }),
  };
}

/** The rules that would have kept somebody waiting. */
function holders({ rules }: PastVerdict): ReadonlySet<string> {
  return new Set(rules.filter(({ enforcement }) => enforcement !== "advise").map(({ ruleId }) => ruleId));
}

function groups(
  judged: readonly JudgedRow[],
  namesOf: (row: JudgedRow) => readonly string[],
): readonly GroupTally[] {
  const members = new Map<string, PastVerdict[]>();
  for (const row of judged) {
    for (const name of namesOf(row)) members.set(name, [...(members.get(name) ?? []), row.verdict]);
  }
  return [...members]
    .toSorted(([left], [right]) => (left < right ? -1 : 1))
    .map(([name, verdicts]) => ({ name, routes: routeCounts(verdicts) }));
}

function pullsBy<Key extends string>(
  judged: readonly JudgedRow[],
  keysOf: (verdict: PastVerdict) => readonly Key[],
): readonly (readonly [Key, number])[] {
  const counted = new Map<Key, number>();
  for (const { verdict } of judged) {
    for (const key of keysOf(verdict)) counted.set(key, (counted.get(key) ?? 0) + 1);
  }
  return [...counted].toSorted(([left, a], [right, b]) => b - a || (left < right ? -1 : 1));
}
