import type { Actor, Moment } from "../../../model/evidence.ts";
import { localTimeAt } from "../../../model/local-date.ts";
import type { Account } from "../../../model/pull.ts";
import type { Placed } from "../placed.ts";

/** What every maker of rows needs to know of the query. */
export interface RowContext {
  readonly timezone: string;
  /** ISO 8601, UTC: the period's first instant, and the first after it. */
  readonly start: string;
  readonly end: string;
}

export function momentOf(at: string, { timezone }: Pick<RowContext, "timezone">): Moment {
  return { at, local: localTimeAt(new Date(at), timezone) };
}

/** `null` stays `null`. */
export function localOf(at: string | null, { timezone }: Pick<RowContext, "timezone">): string | null {
  if (at === null || Number.isNaN(Date.parse(at))) return null;
  return localTimeAt(new Date(at), timezone);
}

export function restedOn(
  { index, at }: { readonly index: number; readonly at: string },
  context: RowContext,
) {
  return { index, ...momentOf(at, context) };
}

export function isWithin(at: string, { start, end }: RowContext): boolean {
  return start <= at && at < end;
}

export function actorOf(account: Account | null): Actor | null {
  return account === null ? null : { id: account.id, login: account.login };
}

/** By login, each account once. */
export function actorsOf(accounts: readonly (Account | null)[]): readonly Actor[] {
  const known = new Map(accounts.flatMap((each) => (each === null ? [] : [[each.id, each] as const])));
  return [...known.values()]
    .map(({ id, login }) => ({ id, login }))
    .toSorted((a, b) => (a.login === b.login ? a.id - b.id : a.login < b.login ? -1 : 1));
}

/** A record of one kind, in its place. */
export type PlacedKind<Body extends { readonly kind: string }, Kind extends Body["kind"]> = Placed<Body> & {
  readonly body: Extract<Body, { readonly kind: Kind }>;
};

/** Those of one kind whose payload is there, oldest first. */
export function ofKind<Body extends { readonly kind: string }, Kind extends Body["kind"]>(
  entries: readonly Placed<Body>[],
  kind: Kind,
): readonly PlacedKind<Body, Kind>[] {
  return entries.filter((entry): entry is PlacedKind<Body, Kind> => entry.body?.kind === kind);
}
