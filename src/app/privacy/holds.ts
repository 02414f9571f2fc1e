import type { HoldScope } from "../../model/audit-record.ts";
import type { RepositoryRecord } from "../../model/record.ts";

/** What nobody may erase until somebody lets it go. */
export interface Hold {
  readonly holdId: string;
  readonly scope: HoldScope;
  readonly by: string;
  readonly because: string;
}

/** Where and of when an entry is. */
export interface HeldPlace {
  readonly at: string;
  readonly repository: number | null;
  readonly number: number | null;
}

/** The holds that stand, in the order in which they were set. Of what was said twice the last counts. */
export function holdsAfter(bodies: readonly RepositoryRecord[]): readonly Hold[] {
  const holds = new Map<string, Hold>();
  for (const body of bodies) {
    if (body.kind !== "legal-hold") continue;
    const { holdId, scope, by, because } = body;
    if (body.change === "set") holds.set(holdId, { holdId, scope, by, because });
    else holds.delete(holdId);
  }
  return [...holds.values()];
}

/** The first hold that keeps an entry; `null`: none does. What is in doubt is kept. */
export function holdOn(place: HeldPlace, holds: readonly Hold[]): Hold | null {
  return holds.find(({ scope }) => keeps(scope, place)) ?? null;
}

function keeps({ repository, number, start, end }: HoldScope, place: HeldPlace): boolean {
  const here = repository === null || place.repository === null || place.repository === repository;
  const pull = number === null || place.number === null || place.number === number;
  return here && pull && (start === null || place.at >= start) && (end === null || place.at < end);
}
