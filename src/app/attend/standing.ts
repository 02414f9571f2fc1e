import type { PublicationTarget, StoredPullRecord } from "../../model/record.ts";

/** What stands on GitHub for a target, as far as the records tell. */
export interface Standing {
  /** The last write that is known to have taken place. */
  readonly written: {
    readonly digest: string;
    readonly head: string;
    readonly githubId: number | null;
  } | null;
  /** A write was begun, and nothing says how it ended: GitHub has to be asked. */
  readonly cutOff: { readonly digest: string; readonly head: string } | null;
}

/** Follows intents and outcomes, which come in the order in which they happened. */
export function standingOf(records: readonly StoredPullRecord[], target: PublicationTarget): Standing {
  let written: Standing["written"] = null;
  let cutOff: Standing["cutOff"] = null;
  for (const { body } of records) {
    if (body.kind === "publish-intent" && body.target === target) cutOff = body;
    if (body.kind !== "publish-outcome" || body.target !== target) continue;
    cutOff = null;
    if (body.outcome === "done") written = body;
  }
  return { written, cutOff };
}
