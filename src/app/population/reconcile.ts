import { addDays, startOfDay } from "../../model/local-date.ts";
import type {
  BranchReconciliation,
  Explained,
  PopulationBreak,
  PopulationCounts,
  PopulationPeriod,
  PopulationRow,
  Reconciliation,
  RowException,
} from "../../model/population.ts";
import { type LineCommit, type OutsideEntry, outsideOf, type RepositoryEntries } from "./entries.ts";
import { factsAlong } from "./facts.ts";
import { historyLine, recordedLine } from "./line.ts";
import { rowsOf } from "./rows.ts";

export interface BranchPopulation {
  /** Of the period, oldest first. */
  readonly rows: readonly PopulationRow[];
  readonly reconciliation: BranchReconciliation;
}

export interface PopulationWant {
  readonly branch: string;
  readonly period: PopulationPeriod;
  /** First-parent history of the branch, oldest first, from elsewhere; `null`: what was recorded is the list. */
  readonly history: readonly LineCommit[] | null;
  /** ISO 8601: when it is asked, or what it is asked of was signed. */
  readonly asOf: string;
}

/** Branches of a repository of which commits were recorded, sorted. */
export function branchesIn(outside: readonly OutsideEntry[]): readonly string[] {
  return [...new Set(outsideOf(outside, "branch-commit").map(({ body }) => body.branch))].toSorted();
}

/** Every first-parent commit that reached a branch in a period, explained, and what they come to. Pure. */
export function populationOf(entries: RepositoryEntries, want: PopulationWant): BranchPopulation {
  const { branch, period, history, asOf } = want;
  const table = outsideOf(entries.outside, "branch-commit").filter(({ body }) => body.branch === branch);
  const line = history === null ? recordedLine(table) : historyLine(history, table);
  const facts = factsAlong(line, entries, branch);
  const all = rowsOf(facts, { entries, branch, timezone: period.timezone, asOf });
  const { start, end } = boundsOf(period);
  const rows = all.filter(({ reachedAt }) => reachedAt >= start && reachedAt < end);
  const before = all.findLast(({ reachedAt }) => reachedAt < start) ?? null;
  const opening = before === null ? null : endOf(before);
  const last = rows.at(-1);
  const breaks = breaksIn(all, entries.outside, branch).filter(({ to }) =>
    rows.some(({ commit }) => commit === to),
  );
  const told = rows.every(({ parent, ordinal }) => parent !== null || ordinal === 1);
  const reconciliation: BranchReconciliation = {
    repositoryId: entries.id,
    repository: entries.name,
    branch,
    source: history === null ? "records" : "history",
    opening,
    closing: last === undefined ? opening : endOf(last),
    counts: countsOf(rows),
    exceptions: exceptionsIn(rows),
    breaks,
    unbroken: told ? breaks.every(({ why }) => why !== "unknown") : null,
  };
  return { rows, reconciliation };
}

/** All branches together. */
export function reconciliationOf(
  period: PopulationPeriod,
  branches: readonly BranchReconciliation[],
): Reconciliation {
  return {
    format: "sekisho-reconciliation/1",
    period: { ...period, ...boundsOf(period) },
    branches,
    totals: branches.map(({ counts }) => counts).reduce(sum, none),
  };
}

/** The instants between which inclusive local dates lie. */
export function boundsOf({ from, to, timezone }: PopulationPeriod): {
  readonly start: string;
  readonly end: string;
} {
  return { start: startOfDay(from, timezone), end: startOfDay(addDays(to, 1), timezone) };
}

const countOf = {
  decision: "decision",
  "out-of-scope": "outOfScope",
  automation: "automation",
  "direct-push": "directPush",
  "break-glass": "breakGlass",
  "before-installation": "beforeInstallation",
  unexplained: "unexplained",
} as const satisfies Record<Explained, keyof PopulationCounts>;

const none: PopulationCounts = {
  commits: 0,
  decision: 0,
  outOfScope: 0,
  automation: 0,
  directPush: 0,
  breakGlass: 0,
  beforeInstallation: 0,
  unexplained: 0,
};

export function countsOf(rows: readonly Pick<PopulationRow, "explained">[]): PopulationCounts {
  const counts = { ...none, commits: rows.length };
  for (const { explained } of rows) counts[countOf[explained]] += 1;
  return counts;
}

function sum(left: PopulationCounts, right: PopulationCounts): PopulationCounts {
  const total = { ...left };
  for (const part of ["commits", ...Object.values(countOf)] as const) total[part] += right[part];
  return total;
}

function endOf({ ordinal, commit }: PopulationRow) {
  return { ordinal, commit };
}

function exceptionsIn(rows: readonly PopulationRow[]): Readonly<Partial<Record<RowException, number>>> {
  const counted = Map.groupBy(
    rows.flatMap(({ exceptions }) => exceptions),
    (exception) => exception,
  );
  return Object.fromEntries(
    [...counted].map(([exception, { length }]) => [exception, length] as const).toSorted(),
  );
}

/** Where a commit does not stand on the one before it, and the alert that says why. */
function breaksIn(
  rows: readonly PopulationRow[],
  outside: readonly OutsideEntry[],
  branch: string,
): readonly PopulationBreak[] {
  const places = new Map(rows.map(({ commit, ordinal }) => [commit, ordinal]));
  const alerts = outsideOf(outside, "alert").flatMap(({ index, body: { alert } }) => {
    if (alert.kind !== "branch-not-followed" || alert.branch !== branch) return [];
    const [from, to] = [places.get(alert.from) ?? 0, places.get(alert.to) ?? Number.POSITIVE_INFINITY];
    return [{ index, why: alert.why, from, to }];
  });
  return rows.slice(1).flatMap((row, at): readonly PopulationBreak[] => {
    const previous = rows[at];
    if (previous === undefined || row.parent === null || row.parent === previous.commit) return [];
    const alert = alerts.findLast(({ from, to }) => from <= previous.ordinal && to >= row.ordinal);
    const { why, index } = alert ?? { why: "unknown" as const, index: null };
    return [{ from: previous.commit, to: row.commit, why, index }];
  });
}
