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

/** A plan as it was given, or why it is not read. */
export type PlanReading =
  | { readonly kind: "plan"; readonly plan: TerraformPlan }
  | { readonly kind: "refused"; readonly name: string; readonly reason: string };
