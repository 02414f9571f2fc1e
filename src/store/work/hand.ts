import { subjectFrom } from "../../model/pull.ts";
import type { Job } from "../store.ts";
import { namedDelayOf } from "./backoff.ts";
import type { Claim } from "./subject-rows.ts";

/**
 * Newer work ends the work in hand early, but not for ever: after so many times in a row it is carried through, so that
 * a flood of events cannot keep a pull request from being decided.
 */
const interruptionsMax = 3;

export type Outcome =
  | { readonly kind: "done" }
  | { readonly kind: "failed"; readonly error: unknown }
  /** The handler stopped because it was told to. */
  | { readonly kind: "stopped"; readonly because: "superseded" | "stopped" };

/** One piece of work that this process has claimed and is doing. */
export interface Hand {
  readonly claim: Claim;
  readonly outcome: Promise<Outcome>;
  supersede(wanted: number): void;
  stop(): void;
}

/** Starts the handler. The outcome never rejects. */
export function takeInHand(claim: Claim, handler: (job: Job) => Promise<void>): Hand {
  const controller = new AbortController();
  let because: "superseded" | "stopped" | null = null;
  const abort = (reason: "superseded" | "stopped", words: string) => {
    if (because !== null && reason === "superseded") return;
    because = reason;
    controller.abort(new DOMException(words, "AbortError"));
  };
  return {
    claim,
    outcome: run(claim, controller.signal, handler, () => because),
    supersede(wanted) {
      if (wanted <= claim.reading || claim.interruptions >= interruptionsMax) return;
      abort("superseded", "Newer work was asked for on the same subject");
    },
    stop: () => abort("stopped", "This process stops, or was taken for dead"),
  };
}

async function run(
  { key, attempts }: Claim,
  signal: AbortSignal,
  handler: (job: Job) => Promise<void>,
  because: () => "superseded" | "stopped" | null,
): Promise<Outcome> {
  try {
    const subject = subjectFrom(key);
    if (subject === null) throw new Error(`The store holds work on "${key}", which is no subject`);
    await handler({ subject, signal, attempt: attempts });
    return { kind: "done" };
  } catch (error) {
    // A time that the other side named is obeyed even by work that was to stop anyway.
    const reason = namedDelayOf(error) === null ? because() : null;
    return reason === null ? { kind: "failed", error } : { kind: "stopped", because: reason };
  }
}
