import type { ConfigurationProblem } from "../../config/index.ts";
import type { Locale } from "../../model/configuration.ts";
import type { Route } from "../../model/decision.ts";
import type { Report } from "../../model/report.ts";
import type { Rule } from "../../model/rule.ts";
import type { SourceFile } from "../source-file.ts";

/** Everything that settings are read from. */
export interface SettingsFiles {
  readonly organisation: SourceFile | null;
  readonly repository: SourceFile | null;
  readonly waivers: readonly SourceFile[];
}

/** A decision of the past, with what is in force where it was made, before the edit and after it. */
export interface PastDecision {
  /** `owner/name`. */
  readonly repository: string;
  readonly number: number;
  readonly report: Report;
  readonly inForce: SettingsFiles;
  readonly edited: SettingsFiles;
}

/** What the worker is given. Files that are the same object are read once. */
export interface EffectTask {
  /** The settings as the pull request leaves them, in the repository that it is about. */
  readonly edited: SettingsFiles;
  readonly decisions: readonly PastDecision[];
  readonly rules: readonly Rule[];
  readonly locale: Locale;
  /** Local date: which waivers are still possible. */
  readonly today: string;
}

/** One way a past decision would have gone. */
export interface Verdict {
  readonly route: Route;
  /** Who is asked, now or when nothing is left to fix; sorted. */
  readonly reviewers: readonly string[];
}

export interface ChangedDecision {
  readonly repository: string;
  readonly number: number;
  readonly before: Verdict;
  readonly after: Verdict;
}

/** What an edit of configuration or waivers would have changed. */
export type Effect =
  | {
      readonly kind: "shown";
      /** How many decisions were looked at. */
      readonly decisions: number;
      readonly different: readonly ChangedDecision[];
      /** Settings that the edit changes and whose effect only a new reading could show, as dotted keys; sorted. */
      readonly untold: readonly string[];
    }
  /** The settings, as the pull request leaves them, cannot be read: they would not come into force. */
  | { readonly kind: "invalid"; readonly problems: readonly ConfigurationProblem[] }
  /** Reading them took too long or too much memory. */
  | { readonly kind: "not-read"; readonly reason: "timeout" | "memory" | "crash" };

export interface EffectProtocol {
  readonly task: EffectTask;
  readonly result: Effect;
  readonly request: never;
  readonly answer: never;
  readonly progress: never;
}
