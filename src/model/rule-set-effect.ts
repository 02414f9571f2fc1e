import type { Flip } from "./flip.ts";

/** Why it cannot be told what a recorded decision would be under other rules or settings. */
export type WhyUntold =
  /** The decision, or a part of what it was made from, is not in the store any more. */
  | { readonly kind: "erased" }
  /** It was decided before cases were kept. */
  | { readonly kind: "not-recorded" }
  /** What the store holds is not what was recorded, or of a form that this version does not read. */
  | { readonly kind: "damaged" }
  /** These rules read what was not recorded of it, or what these keys of the settings change was not; sorted. */
  | { readonly kind: "rules"; readonly ruleIds: readonly string[] }
  | { readonly kind: "failed"; readonly detail: string };

/** What a recorded decision would be under the one and under the other. */
export type EffectOnDecision =
  /** `untold`: rules and keys of settings of which the same is true, so that more may be asked than is told; sorted. */
  | { readonly kind: "flips"; readonly flip: Flip; readonly untold: readonly string[] }
  /** The same route, and the same people asked. */
  | { readonly kind: "stays" }
  | { readonly kind: "untold"; readonly why: WhyUntold };

export interface EffectRow {
  /** `null`: it was erased with the rest. */
  readonly decisionId: string | null;
  /** ISO 8601: when it was recorded. */
  readonly at: string;
  /** `acme/infra#12`, or what was reviewed on a command line. */
  readonly about: string;
  /** Whether it is about a pull request. */
  readonly isPull: boolean;
  readonly effect: EffectOnDecision;
}

/** A change of rules or settings, tried on recorded decisions. */
export interface TriedChange {
  /** What is held against each other; `both`: one of each. */
  readonly of: "rules" | "settings" | "both";
  /** Oldest first. */
  readonly rows: readonly EffectRow[];
  /** Keys of settings that differ and that no decision tells of: they are about approvals, or pin other rules. Sorted. */
  readonly apart: readonly string[];
}
