import { GitHubError } from "../../github/index.ts";
import type { Subject } from "../../model/pull.ts";
import type { NewRecord } from "../../store/index.ts";

/** What one sweep did. */
export interface SweepResult {
  /** How many things it looked at. */
  readonly looked: number;
  /** What was lost and is found: delivery ids, `owner/name#12`, commits. */
  readonly recovered: readonly string[];
  /** What it could not look at, and why. */
  readonly failed: readonly string[];
  /** Work that follows from it. */
  readonly requests: readonly Subject[];
  /** Kept together with the record of the sweep. */
  readonly records: readonly NewRecord[];
  /** There is more to do than one sweep may, or than could be told by now: it goes on before its time. */
  readonly unfinished: boolean;
}

/** Collects what a sweep finds while it goes from place to place. */
export class Findings {
  readonly recovered: string[] = [];
  readonly failed: string[] = [];
  readonly requests: Subject[] = [];
  readonly records: NewRecord[] = [];
  looked = 0;
  unfinished = false;

  /**
   * Looks at one place. One that says no (an installation that was suspended, a repository that is gone) does not keep
   * the sweep from the others; what may be there again in a minute makes it unfinished.
   */
  async at(place: string, look: () => Promise<void>): Promise<void> {
    try {
      await look();
    } catch (error) {
      const code = refusalOf(error);
      if (code === null) throw error;
      this.failed.push(`${place}: ${code}`);
      if (!lasting.has(code)) this.unfinished = true;
    }
  }

  result(): SweepResult {
    const { looked, recovered, failed, requests, records, unfinished } = this;
    return { looked, recovered, failed, requests, records, unfinished };
  }
}

/** Asking again does not help: somebody has to change something first. */
const lasting: ReadonlySet<string> = new Set(["unauthorised", "forbidden", "not-found", "gone", "too-large"]);

/** Errors of edges have codes; by name, because those of `git/` and `github/` have no class in common. */
function refusalOf(error: unknown): string | null {
  if (error instanceof GitHubError) return error.code;
  if (error instanceof Error && error.name === "MirrorError" && "code" in error) return String(error.code);
  return null;
}
