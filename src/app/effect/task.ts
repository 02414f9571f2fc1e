import type { Configuration, Locale } from "../../model/configuration.ts";
import type { Decision } from "../../model/decision.ts";
import type { Finding } from "../../model/finding.ts";
import type { Report } from "../../model/report.ts";
import type { Rule } from "../../model/rule.ts";
import type { Tenant } from "../../model/tenant.ts";
import type { SettingsEffect } from "../../report/publication/index.ts";
import type { OtherWaivers } from "../replay/under.ts";
import type { SourceFile } from "../source-file.ts";

/** Everything that settings are read from. */
export interface SettingsFiles {
  readonly organisation: SourceFile | null;
  readonly repository: SourceFile | null;
  readonly waivers: readonly SourceFile[];
  /** Tenants that only the repository itself names; absent: none are known. */
  readonly sourcedTenants?: readonly Tenant[];
}

/** A decision of the past, with what is in force where it was made, before the edit and after it. */
export interface PastDecision {
  /** `owner/name`. */
  readonly repository: string;
  readonly number: number;
  readonly report: Report;
  /** Name of what it can be made from again; `null`: it was decided before that was kept. */
  readonly replay: string | null;
  readonly inForce: SettingsFiles;
  readonly edited: SettingsFiles;
}

/** What the worker is given. Files that are the same object are read once. */
export interface EffectTask {
  /** The settings as the pull request leaves them, in the repository that it is about. */
  readonly edited: SettingsFiles;
  /** Newest first: where time runs out, the oldest are left out. */
  readonly decisions: readonly PastDecision[];
  readonly rules: readonly Rule[];
  /** Rules that are too new to count, whatever the mode. */
  readonly observed: readonly string[];
  readonly locale: Locale;
  /** Local date: which waivers are still possible. */
  readonly today: string;
}

/** What an edit of configuration or waivers would have changed: as it is shown. */
export type Effect = Exclude<SettingsEffect, { readonly kind: "pending" }>;

/** Some settings, as a recorded decision is held against them. */
export interface EffectSide {
  readonly configuration: Configuration;
  readonly waivers: OtherWaivers;
}

/** The worker has no store, and no other worker: its parent judges a recorded decision again under both settings. */
export interface ReplayRequest {
  readonly replay: string;
  readonly before: EffectSide;
  readonly after: EffectSide;
}

/** What a recorded decision is under some settings, as if every rule were enforced. */
export interface JudgedAgain {
  readonly findings: readonly Finding[];
  readonly decision: Decision;
  /** Rules and keys of settings that the record cannot show. */
  readonly untold: readonly string[];
}

export type ReplayAnswer =
  | { readonly kind: "judged"; readonly before: JudgedAgain; readonly after: JudgedAgain }
  /** What it was made from is not there, or not whole. */
  | { readonly kind: "not-kept" }
  /** It took too long, or more memory than there is, or broke. */
  | { readonly kind: "failed" }
  /** There is no time left for any other. */
  | { readonly kind: "out-of-time" };

export interface EffectProtocol {
  readonly task: EffectTask;
  readonly result: Effect;
  readonly request: ReplayRequest;
  readonly answer: ReplayAnswer;
  readonly progress: never;
}
