import type { ConfigurationProblem } from "../../config/index.ts";
import type { Configuration, Locale } from "../../model/configuration.ts";
import type { Decision } from "../../model/decision.ts";
import type { Finding } from "../../model/finding.ts";
import type { SourceFiles } from "../../model/policy-sources.ts";
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

/** An edit of files that the settings in force name as policies. */
export interface PolicyEdit {
  readonly inForce: readonly SourceFiles[];
  /** What the pull request wrote is masked by nobody yet. */
  readonly edited: readonly SourceFiles[];
  /** What keeps the edited files from being policies, before anybody reads them. */
  readonly problems: readonly ConfigurationProblem[];
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
  /** Absent: the edit leaves the policies there as they are. */
  readonly policies?: PolicyEdit;
}

/** What the worker is given. Files that are the same object are read once. */
export interface EffectTask {
  /** The settings as the pull request leaves them, in the repository that it is about. */
  readonly edited: SettingsFiles;
  /** There, too; absent: none are edited. */
  readonly policies?: PolicyEdit;
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
  /** Digest of compiled policies; absent: those that decided. */
  readonly policies?: string;
}

/** The worker has no store, and no other worker: its parent judges a recorded decision again under both settings. */
export interface ReplayRequest {
  readonly kind: "judge";
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

/** Nor has it an engine that compiles: its parent has that done where it can be ended. */
export interface CompileRequest {
  readonly kind: "compile";
  readonly sources: readonly SourceFiles[];
}

/** Compiled policies, which stay with the parent. */
export interface CompiledPolicies {
  readonly digest: string;
  readonly rules: readonly Rule[];
}

export type CompileAnswer =
  | ({ readonly kind: "compiled" } & CompiledPolicies)
  | { readonly kind: "invalid"; readonly problems: readonly ConfigurationProblem[] }
  | { readonly kind: "out-of-time" };

export interface EffectProtocol {
  readonly task: EffectTask;
  readonly result: Effect;
  readonly request: ReplayRequest | CompileRequest;
  readonly answer: ReplayAnswer | CompileAnswer;
  readonly progress: never;
}
