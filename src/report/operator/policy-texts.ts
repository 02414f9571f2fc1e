import type { Mode } from "../../model/configuration.ts";

/** What `policies history` and `policies diff` say. */
export interface PolicyTexts {
  readonly noSets: string;
  readonly noSettings: string;
  readonly setsHeading: string;
  settingsHeading(repository: string): string;
  ruleHeading(ruleId: string): string;
  waiversHeading(at: string | null): string;
  readonly noWaivers: string;
  readonly now: string;
  readonly how: Readonly<Record<"first" | "followed" | "pinned", string>>;
  broughtBy(program: string): string;
  observed(rules: string, until: string): string;
  countsFrom(date: string): string;
  effective(at: string): string;
  known(at: string): string;
  /** `commit` "": nobody knows. */
  file(path: string, commit: string): string;
  pull(number: number, author: string, approvers: string): string;
  readonly nobody: string;
  readonly unknownOrigin: string;
  readonly directly: string;
  gone(path: string): string;
  added(count: number): string;
  removed(count: number): string;
  changed(count: number): string;
  readonly same: string;
  /** Of a rule set and settings. */
  readonly unlike: string;
  readonly library: string;
  readonly logic: string;
  readonly unset: string;
  readonly in: Readonly<Record<"production" | "elsewhere", string>>;
  message(id: string, change: "added" | "removed" | "reworded"): string;
  onlyMessage(id: string): string;
  default(name: string): string;
  readonly property: Readonly<Record<"severity" | "title" | "scope" | "kinds" | "supersedes", string>>;
  omitted(count: number): string;
  readonly modes: Readonly<Record<Mode, string>>;
  newUntil(until: string): string;
  readonly notThere: string;
  waiver(by: string, approver: string, until: string): string;
}
