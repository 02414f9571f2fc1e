import type { PopulationRow } from "../../model/population.ts";
import { csvText } from "../../report/csv.ts";

/** Columns of `population.csv`, in their order. */
export const populationColumns = [
  "repository_id",
  "repository",
  "branch",
  "ordinal",
  "commit",
  "parent",
  "reached_at_utc",
  "reached_at_local",
  "reached_by",
  "seen_at_utc",
  "way",
  "explained",
  "pull_request",
  "decision_id",
  "index",
  "rests_on",
  "route",
  "gate",
  "approvers",
  "approved_by_other",
  "actor",
  "because",
  "reviewed_by",
  "reviewed_at_utc",
  "exceptions",
] as const;

export function populationCsv(rows: readonly PopulationRow[]): string {
  return csvText(populationColumns, rows.map(populationLine));
}

/** The cells of a row, as text. */
export function populationLine(
  row: PopulationRow,
): Readonly<Record<(typeof populationColumns)[number], string>> {
  const text = (value: string | number | boolean | null) => (value === null ? "" : String(value));
  return {
    repository_id: text(row.repositoryId),
    repository: row.repository,
    branch: row.branch,
    ordinal: text(row.ordinal),
    commit: row.commit,
    parent: text(row.parent),
    reached_at_utc: row.reachedAt,
    reached_at_local: row.reachedAtLocal,
    reached_by: row.reachedBy,
    seen_at_utc: text(row.seenAt),
    way: row.way,
    explained: row.explained,
    pull_request: text(row.number),
    decision_id: text(row.decisionId),
    index: text(row.index),
    rests_on: text(row.restsOn),
    route: text(row.route),
    gate: text(row.gate),
    approvers: row.approvers.join(" "),
    approved_by_other: text(row.approvedByOther),
    actor: text(row.actor),
    because: text(row.because),
    reviewed_by: text(row.reviewedBy),
    reviewed_at_utc: text(row.reviewedAt),
    exceptions: row.exceptions.join(" "),
  };
}
