import type { Locale } from "./configuration.ts";
import type { JsonObject } from "./json.ts";
import type { PolicySource } from "./policy-source.ts";
import type { Rule } from "./rule.ts";

/** The text of one source: what its folder held at one commit. */
export interface SourceFiles {
  readonly source: PolicySource;
  /** Where the files come from; `null`: a folder. */
  readonly commit: string | null;
  /** Path in the repository of the source to text. */
  readonly files: Readonly<Record<string, string>>;
}

/** What is wrong with a source, in every language, and where. */
export interface SourceProblem {
  readonly path: string;
  /** 1-based. */
  readonly line: number;
  readonly column: number;
  readonly message: Readonly<Record<Locale, string>>;
}

/** Rego for OPA's own evaluator, and which rules are asked. */
export interface RegoSet {
  readonly files: Readonly<Record<string, string>>;
  readonly version: "v0" | "v1" | "any";
  readonly data: JsonObject;
  readonly entrypoints: readonly { readonly package: string; readonly name: string }[];
}

/** A Gatekeeper constraint: which objects it is about, and its parameters, with the defaults of the template's schema. */
export interface Constraint {
  readonly ruleId: string;
  readonly match: JsonObject;
  readonly parameters: JsonObject;
}

interface UnitBasis {
  /** Digest of everything that it is made of: what is prepared for it is kept under this. */
  readonly id: string;
  readonly source: string;
  /** What a person calls it: the source, or the template. */
  readonly label: string;
}

/** What runs on its own, and is left out on its own where it takes too long. */
export type PolicyUnit =
  | (UnitBasis & {
      readonly kind: "conftest";
      readonly rego: RegoSet;
      /** Rule id by the index of the entrypoint; `null` for the package's exceptions. */
      readonly ruleIds: readonly (string | null)[];
    })
  | (UnitBasis & {
      readonly kind: "gatekeeper";
      readonly rego: RegoSet;
      readonly constraints: readonly Constraint[];
      /** It reads `data.inventory`, of which nobody here knows everything. */
      readonly readsInventory: boolean;
    })
  | (UnitBasis & {
      readonly kind: "sekisho";
      /** Base64. */
      readonly wasm: string;
      readonly ruleIds: readonly string[];
    })
  | RoutingUnit;

/** Rules about who is asked: they see the decision so far, and add to it. */
export type RoutingUnit = UnitBasis & {
  readonly kind: "routing";
  readonly rego: RegoSet;
  /** The rule that its reasons are findings of. */
  readonly ruleId: string;
  /** Teams that the source itself lets them ask. */
  readonly teams: readonly string[];
  /** It is the organisation's, and may ask others instead of those that the organisation's file names. */
  readonly organisation: boolean;
};

/** All sources of one configuration, compiled. */
export interface PolicySources {
  /** Over every source, its files and what compiled them. */
  readonly digest: string;
  readonly rules: readonly Rule[];
  readonly units: readonly PolicyUnit[];
}

export type LoadedSources =
  | ({ readonly kind: "loaded" } & Omit<PolicySources, "digest">)
  | { readonly kind: "rejected"; readonly problems: readonly SourceProblem[] };
