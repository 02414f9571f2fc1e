import type { CapacityExtent, UncountedReason } from "../../model/capacity-report.ts";

/** One number of a row, in the words of one language: `12`, or `at least 12`. */
export interface NumbersTold {
  /** "CPU requests". */
  readonly label: string;
  readonly before: string;
  readonly after: string;
}

/** What a change does to the capacity that may be used. Names and numbers that are handed in are already escaped. */
export interface CapacityTexts {
  /** What stands above the lines; it says how much was looked at. */
  readonly title: Readonly<Record<CapacityExtent, string>>;
  /** By the full name that quotas use. */
  readonly labels: Readonly<Record<string, string>>;
  /** Storage of one class. */
  ofClass(label: string, storageClass: string): string;
  /** `other.io/gpu`, `count/jobs.batch`: requests of it, limits of it, or how many there are. */
  other(kind: "requests" | "limits" | "count", name: string): string;
  /** What a quota counts of it whose scopes all have to match. */
  underQuota(label: string, quota: string, scopes: readonly string[]): string;
  atLeast(amount: string): string;
  between(least: string, most: string): string;
  whileItRollsOut(text: string, excess: string): string;
  place(kind: "namespace" | "tenant" | "nodes", name: string): string;
  unnamed(root: string): string;
  inPlace(place: string, where: string): string;
  unbounded(row: NumbersTold): string;
  remaining(row: NumbersTold, allowed: string, remains: string): string;
  remainingAtMost(row: NumbersTold, allowed: string, remains: string): string;
  nothingRemains(row: NumbersTold, allowed: string): string;
  tooMuch(row: NumbersTold, allowed: string, excess: string): string;
  stillTooMuch(row: NumbersTold, allowed: string, excess: string): string;
  /** What is allowed differs; what may be used may, too. */
  newAllowance(allowed: string): string;
  changedAllowance(before: string, after: string): string;
  lostAllowance(row: NumbersTold, before: string): string;
  /** What may be used does not differ. */
  same(label: string, amount: string): NumbersTold;
  all(count: number): string;
  less(places: string): string;
  morePlaces(count: number): string;
  readonly columns: readonly [string, string, string, string, string];
  readonly noLimit: string;
  tooMuchCell(excess: string): string;
  moreRows(count: number): string;
  uncounted(name: string, reason: string): string;
  readonly reasons: Readonly<Record<UncountedReason, string>>;
}
