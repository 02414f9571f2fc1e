import type { Bound } from "./bound.ts";
import type { Locale } from "./configuration.ts";
import type { Enforcement, Severity } from "./finding.ts";
import type { JsonObject } from "./json.ts";
import type { PolicySourceKind } from "./policy-source.ts";
import type { RuleText } from "./report.ts";

export type RuleScope = "resource" | "change" | "root" | "pull";
export type RuleNeed = "file" | "rendered" | "registry" | "plan";

/** What happens where the configuration is silent. */
export interface DefaultEnforcement {
  readonly production: Enforcement;
  readonly elsewhere: Enforcement;
}

/** Where a rule comes from that is not shipped. */
export interface RuleOrigin {
  readonly kind: PolicySourceKind;
  readonly source: string;
  readonly path: string;
  readonly line: number;
}

/** Which arguments of a message say how much it is, and how much would pass. */
export interface RuleNumber {
  readonly number: string;
  readonly bound: Bound;
  readonly threshold: string;
}

/** What the METADATA of a rule says about it. */
export interface Rule {
  readonly id: string;
  readonly family: string;
  /** The Rego package, which is the folder below `policies/` too: `resources.memory_limit_set`. */
  readonly package: string;
  readonly title: string;
  readonly description: string;
  readonly severity: Severity;
  /** What happens where the configuration is silent. */
  readonly enforcement: DefaultEnforcement;
  /** Messages for which the configuration's silence means something else than for the rule's other ones. */
  readonly messageEnforcement?: Readonly<Record<string, DefaultEnforcement>>;
  /** Messages that count something, by their ids; absent: none does. */
  readonly numbers?: Readonly<Record<string, RuleNumber>>;
  readonly scope: RuleScope;
  /** Types, globs over types; empty for rules that read diagnostics or paths alone. */
  readonly kinds: readonly string[];
  /** The leaves that decide, as pointers with `*`, after an optional `type:`. */
  readonly reads: readonly string[];
  readonly needs: readonly RuleNeed[];
  /** Tables of the policy input that it reads. */
  readonly facts: readonly string[];
  /** JSON Schema of each parameter, with its default. */
  readonly parameters: JsonObject;
  /** Rules whose finding about the same place gives way to this one's. */
  readonly supersedes: readonly string[];
  /** Ids of the nearest rules of other tools. */
  readonly peers: readonly string[];
  readonly tags: readonly string[];
  readonly references: readonly string[];
  /** Of a rule that is not shipped: where it comes from, and its texts. */
  readonly origin?: RuleOrigin & { readonly texts: Readonly<Record<Locale, RuleText>> };
}
