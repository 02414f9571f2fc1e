import type { Locale, Waiver } from "../model/configuration.ts";
import type { SourceFile } from "./document.ts";
import type { ConfigurationProblem } from "./problem.ts";

export interface WaiverRules {
  /** `waivers.maxDays`: the most days from `granted` to `expires`. */
  readonly maxDays: number;
  /** `waivers.never`: rule ids or globs. */
  readonly never: readonly string[];
  /** Local date of the evaluation. */
  readonly today: string;
  readonly locale?: Locale;
}

export interface ParsedWaivers {
  /** Sorted by id. Expired ones are among them: they are told from those that never were. */
  readonly waivers: readonly Waiver[];
  /** A waiver with a problem is none; the others count. */
  readonly problems: readonly ConfigurationProblem[];
}

/** Reads the waivers of the base branch. */
export async function parseWaivers(files: readonly SourceFile[], rules: WaiverRules): Promise<ParsedWaivers> {
  if (files.length === 0) return { waivers: [], problems: [] };
  const [{ readWaiverFiles }, { messagesIn }] = await Promise.all([
    import("./read-waivers.ts"),
    import("./messages.ts"),
  ]);
  return readWaiverFiles(files, rules, messagesIn(rules.locale ?? "en"));
}
