import type { Locale } from "../../model/configuration.ts";
import type { Report } from "../../model/report.ts";
import type { Rule } from "../../model/rule.ts";
import type { SettingsEffect } from "../../report/publication/index.ts";
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

/** What an edit of configuration or waivers would have changed: as it is shown. */
export type Effect = SettingsEffect;

export interface EffectProtocol {
  readonly task: EffectTask;
  readonly result: Effect;
  readonly request: never;
  readonly answer: never;
  readonly progress: never;
}
