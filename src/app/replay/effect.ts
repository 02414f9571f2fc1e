import type { Decision } from "../../model/decision.ts";
import type { Finding } from "../../model/finding.ts";
import type { CaseFault } from "../../model/replay-outcome.ts";
import { type BlobReader, readCase } from "./read-case.ts";
import type { ReplayRunner } from "./runner.ts";
import type { Under } from "./under.ts";

export type ReplayedUnder =
  | {
      readonly kind: "decided";
      readonly findings: readonly Finding[];
      readonly decision: Decision;
      /** Ids of rules, and keys of settings, whose effect the record cannot show. Sorted. */
      readonly untold: readonly string[];
    }
  | { readonly kind: "incomplete"; readonly faults: readonly CaseFault[] }
  | { readonly kind: "failed"; readonly reason: string; readonly detail: string };

/**
 * What a recorded decision would be under other rules, another configuration, or both: the effect of a change is the
 * difference between two of these. Never throws for what was recorded.
 */
export async function replayUnder(
  digest: string,
  under: Under,
  { blobs, runner }: { readonly blobs: BlobReader; readonly runner: ReplayRunner },
): Promise<ReplayedUnder> {
  const whole = await readCase(digest, blobs);
  if ("faults" in whole) return { kind: "incomplete", faults: whole.faults };
  const run = await runner.run(whole, under);
  if (run.kind === "ended") return { kind: "failed", reason: run.reason, detail: run.detail };
  const { findings, decision, untold = [] } = run.replayed;
  return { kind: "decided", findings, decision, untold };
}
