import type { ChangeAction } from "./change.ts";
import type { JsonObject, ObjectPath, Pointer } from "./json.ts";

/** One instance that a plan says something about. Secrets are markers already: no raw value of a plan is kept. */
export interface PlannedChange {
  /** Terraform's own; never taken apart, because keys hold dots, quotes and spaces. */
  readonly address: string;
  readonly type: string;
  readonly mode: "managed" | "data";
  readonly name: string;
  /** Names of the module calls that lead there, from the root down, without their keys. */
  readonly modules: readonly string[];
  readonly index: string | number | null;
  readonly action: ChangeAction;
  /** Terraform's word for why: `replace_because_cannot_update`. */
  readonly actionReason: string | null;
  readonly before: JsonObject | null;
  readonly after: JsonObject | null;
  /** Leaves of `after` that are known only after it is applied. */
  readonly unknown: readonly Pointer[];
  readonly sensitiveBefore: readonly Pointer[];
  readonly sensitiveAfter: readonly Pointer[];
  readonly replacePaths: readonly ObjectPath[];
  readonly previousAddress: string | null;
  /** The key of an object that a replacement has left behind; `null` for the current one. */
  readonly deposed: string | null;
  /** It exists already, and Terraform takes it over. */
  readonly imported: boolean;
}

/** `terraform show -json` of one root, masked. It adds to what is read from source, and takes nothing away. */
export interface TerraformPlan {
  /** What a person calls it: the file, or the artifact. */
  readonly name: string;
  /** The folder of the root that it was made in, where that is said; `null`: found by its addresses. */
  readonly root: string | null;
  readonly formatVersion: string;
  readonly terraformVersion: string;
  readonly complete: boolean;
  readonly errored: boolean;
  readonly changes: readonly PlannedChange[];
  /** What differs from the state although nobody changed the source. */
  readonly drift: readonly PlannedChange[];
  /** Addresses that Terraform put off to a later plan, and its reason. */
  readonly deferred: readonly { readonly address: string; readonly reason: string }[];
}

/**
 * Why a plan is not read. Each has a sentence of CHG-025 (`plan_too_large`), in every language.
 *
 * - `binary`: the plan file itself, not what `terraform show -json` makes of it; `state`: a state, not a plan
 * - `not-json`, `truncated`, `too-deep`, `too-large`: the bytes
 * - `event-stream`: what `terraform plan -json` prints while it works, which holds no values
 * - `not-a-plan`: JSON of something else; `version`: a major version of the format that nobody here knows
 * - `time`, `memory`: reading it ended the worker
 * - `archive`: what should hold it could not be opened; `missing`: what should be there is not
 */
export const planRefusals = [
  "binary",
  "state",
  "not-json",
  "truncated",
  "too-deep",
  "too-large",
  "event-stream",
  "not-a-plan",
  "version",
  "time",
  "memory",
  "archive",
  "missing",
] as const;
export type PlanRefusal = (typeof planRefusals)[number];

/** A plan as it was given, or why it is not read: that is a CHG-025. */
export type PlanReading = { readonly kind: "plan"; readonly plan: TerraformPlan } | RefusedPlan;

export interface RefusedPlan {
  readonly kind: "refused";
  readonly name: string;
  readonly root: string | null;
  readonly reason: PlanRefusal;
  /** A version, a limit: never a value of the plan. `""` where the reason says everything. */
  readonly detail: string;
}

/** What the report tells of a plan that was given. */
export interface ReportPlan {
  readonly name: string;
  /** The root that it was bound to; `null`: none, and a finding says why. */
  readonly rootKey: string | null;
  readonly status: "read" | "refused" | "not-bound" | "untouched-root";
  readonly terraformVersion: string | null;
  readonly complete: boolean;
  readonly errored: boolean;
  /** How many instances it creates, updates, …; what it leaves alone is not counted. */
  readonly actions: Readonly<Partial<Record<ChangeAction, number>>>;
  /** Addresses that differ from the state although nobody changed the source, sorted. */
  readonly drift: readonly string[];
}
