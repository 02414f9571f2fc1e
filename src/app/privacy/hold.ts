import type { HoldScope } from "../../model/audit-record.ts";
import type { Records } from "../../store/index.ts";
import { becauseCharactersMax } from "./erase.ts";
import { type Hold, holdsAfter } from "./holds.ts";

type HoldRecords = Pick<Records, "append" | "ofRepository">;

/** What became of it, or why nothing did. */
export type HoldOutcome =
  | { readonly kind: "set" | "released"; readonly hold: Hold }
  | { readonly kind: "no-reason"; readonly charactersMax: number }
  | { readonly kind: "no-such-hold"; readonly holdId: string };

/** The holds that stand. */
export async function activeHolds(records: Pick<Records, "ofRepository">): Promise<readonly Hold[]> {
  const kept = await records.ofRepository(null, "legal-hold");
  return holdsAfter(kept.map(({ body }) => body));
}

/** From now on nobody erases what is in the scope, and nothing goes for its age. */
export async function setHold(
  { scope, by, because }: { readonly scope: HoldScope; readonly by: string; readonly because: string },
  records: HoldRecords,
  newId: () => string,
): Promise<HoldOutcome> {
  const hold = { holdId: newId(), scope, by, because: because.trim() };
  if (!isReason(hold.because)) return { kind: "no-reason", charactersMax: becauseCharactersMax };
  await keep("set", hold, records);
  return { kind: "set", hold };
}

export async function releaseHold(
  { holdId, by, because }: { readonly holdId: string; readonly by: string; readonly because: string },
  records: HoldRecords,
): Promise<HoldOutcome> {
  const hold = (await activeHolds(records)).find((active) => active.holdId === holdId);
  if (hold === undefined) return { kind: "no-such-hold", holdId };
  const released = { ...hold, by, because: because.trim() };
  if (!isReason(released.because)) return { kind: "no-reason", charactersMax: becauseCharactersMax };
  await keep("released", released, records);
  return { kind: "released", hold: released };
}

function isReason(because: string): boolean {
  return because !== "" && because.length <= becauseCharactersMax;
}

async function keep(change: "set" | "released", hold: Hold, records: HoldRecords): Promise<void> {
  await records.append([
    {
      scope: "repository",
      repositoryId: null,
      key: `${hold.holdId} ${change}`,
      body: { kind: "legal-hold", change, ...hold },
    },
  ]);
}
