import type { AuditRecord } from "../../model/audit-record.ts";
import { addDays, daysBetween, localDateAt } from "../../model/local-date.ts";
import type { BranchPopulation } from "./reconcile.ts";

type PopulationRecord = Extract<AuditRecord, { readonly kind: "population" }>;

/** Days that one look may catch up with: whoever was away for longer asks for the period as a whole. */
const daysMax = 400;

/** The dates that a look has to give account of; `null`: none has ended since the last. Dates are local. */
export function daysToTell(
  last: { readonly to: string } | null,
  firstSeenAt: string,
  now: Date,
  timezone: string,
): { readonly from: string; readonly to: string } | null {
  const yesterday = addDays(localDateAt(now, timezone), -1);
  const begin = last === null ? localDateAt(new Date(firstSeenAt), timezone) : addDays(last.to, 1);
  if (begin > yesterday) return null;
  const from = daysBetween(begin, yesterday) >= daysMax ? addDays(yesterday, 1 - daysMax) : begin;
  return { from, to: yesterday };
}

/**
 * One account for each day on which something reached the branch. Days without anything belong to the account that
 * follows them, so that a quiet branch writes nothing and no day is left out.
 */
export function accountsOf(
  from: string,
  days: readonly { readonly date: string; readonly population: BranchPopulation }[],
  timezone: string,
): readonly PopulationRecord[] {
  let begin = from;
  return days.flatMap(({ date, population: { reconciliation } }): readonly PopulationRecord[] => {
    const { branch, counts, closing, unbroken } = reconciliation;
    if (closing === null) return [];
    const account = { kind: "population", branch, from: begin, to: date, timezone } as const;
    begin = addDays(date, 1);
    return [{ ...account, counts, closing, unbroken }];
  });
}
