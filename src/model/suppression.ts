import type { NamedPath } from "./element-key.ts";
import type { ObjectPath } from "./json.ts";
import type { Location } from "./location.ts";

/**
 * Why a wish to ignore a rule in place has an effect, or has none:
 *
 * - `counts`: the configuration allows it for the rule, and it stood at the base already.
 * - `new`: it is allowed, and this change adds it: it counts from the next change on.
 * - `larger`: it counts, and not for what the rule measures: how much was accepted, nobody said.
 * - `not-allowed`: the configuration does not let comments silence the rule.
 * - `never`: nobody may make an exception from the rule.
 * - `no-reason`: it does not say why.
 */
export type SuppressionEffect = "counts" | "new" | "larger" | "not-allowed" | "never" | "no-reason";

/** What a finding says about a comment or annotation that covers it. */
export interface FindingSuppression {
  readonly effect: SuppressionEffect;
  readonly reason: string;
  readonly path: string;
  readonly line: number;
}

/** A comment or an annotation that asks to ignore one rule, as it stands in a file. */
export interface SuppressionRequest {
  readonly kind: "comment" | "annotation";
  /** `null`: it names none. */
  readonly ruleId: string | null;
  /** Without secrets; `""`: none is given. */
  readonly reason: string;
  readonly location: Location;
  /** It stands in a chart, whose comments are gone before there are values. */
  readonly rendered: boolean;
  /** What it asks to ignore the rule for. Empty: it stands on nothing that is judged. */
  readonly targets: readonly SuppressionTarget[];
}

/** A value and everything in it, or a whole object where the path is empty. */
export interface SuppressionTarget {
  readonly rootKey: string;
  readonly address: string;
  readonly path: ObjectPath;
  /** The path as it is in another commit, too: elements of lists named by their keys. */
  readonly namedPath: NamedPath;
}

/** What came of a wish: why it has no effect, or `counts`, for those of its targets that stood at the base. */
export type SuppressionState =
  | Exclude<SuppressionEffect, "new" | "larger">
  | "without-rule"
  | "unknown-rule"
  | "rendered"
  | "unattached";

/** One that may cover findings. */
export interface SettledSuppression {
  readonly ruleId: string;
  readonly reason: string;
  readonly location: Location;
  readonly effect: SuppressionEffect;
  readonly targets: readonly (SuppressionTarget & { readonly stood: boolean })[];
}

/** What a report says about one. */
export interface ReportSuppression {
  readonly ruleId: string | null;
  readonly kind: SuppressionRequest["kind"];
  readonly path: string;
  readonly line: number;
  readonly reason: string;
  /** `new`: this change adds it, and it would count. */
  readonly state: SuppressionState | "new";
  /** Its rule finds nothing there; not told of rules about changes. */
  readonly ofNothing: boolean;
}
