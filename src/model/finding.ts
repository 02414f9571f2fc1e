import { digestOf } from "./digest.ts";
import type { JsonObject, JsonValue, ObjectPath } from "./json.ts";
import type { Location } from "./location.ts";
import type { FindingSuppression } from "./suppression.ts";

export type Severity = "critical" | "high" | "medium" | "low";
/** From weakest to strongest; `raiseOnly` in the configuration means along this order. */
export const enforcements = ["off", "advise", "confirm", "review", "block"] as const;
export type Enforcement = (typeof enforcements)[number];
/** `open`: the rule could not tell, because a value is unknown. */
export type FindingKind = "fail" | "open";
export type BaselineState = "new" | "updated" | "unchanged" | "absent";
/** `returned`: the change brings back what was in force on the protected branch, and nobody is asked again. */
export type FindingStatus = "active" | "waived" | "improved" | "existing" | "returned";

/** A state of the protected branch that a change returns to. */
export interface ReturnedState {
  /** The last commit of the branch that had it. */
  readonly commit: string;
  /** When something else replaced it, ISO 8601. */
  readonly until: string;
}

/** A mechanical repair, as data: one edit of the object at a path. */
export interface Fix {
  readonly op: "replace" | "add" | "remove";
  readonly path: ObjectPath;
  readonly value?: JsonValue;
}

/** What a policy says, before TypeScript resolves lines and compares with the base. */
export interface PolicyFinding {
  readonly ruleId: string;
  readonly messageId: string;
  /** The resource's, change's or diagnostic's `id` in the policy input; `""` for the root itself. */
  readonly subject: string;
  readonly path: ObjectPath;
  readonly arguments: JsonObject;
  readonly kind: FindingKind;
  /** Exact decimal, larger is worse. */
  readonly measure: string | null;
  /** What tells it from others of the same rule at the same place; `null`: the place does. */
  readonly aspect: string | null;
  /** Paths of the values that the finding rests on; `path` alone where the rule says nothing. */
  readonly evidence: readonly ObjectPath[];
  readonly fix: Fix | null;
  /** Tenants whose thing it is about, where that is not the subject's own; `null`: the subject's. */
  readonly owners: readonly string[] | null;
}

/** One thing that a rule has to say about one place. */
export interface Finding {
  readonly ruleId: string;
  readonly severity: Severity;
  readonly enforcement: Enforcement;
  readonly kind: FindingKind;
  readonly messageId: string;
  readonly arguments: JsonObject;
  readonly rootKey: string;
  readonly address: string;
  readonly type: string;
  readonly path: ObjectPath;
  readonly location: Location;
  readonly environment: string;
  readonly production: boolean;
  readonly owner: readonly string[];
  readonly pathOwner: readonly string[];
  readonly cluster: string | null;
  readonly fingerprint: string;
  /** Object path (as pointer) to the digest of the value it rests on. */
  readonly evidence: Readonly<Record<string, string>>;
  readonly measure: string | null;
  readonly baselineState: BaselineState;
  readonly status: FindingStatus;
  readonly waiverId: string | null;
  /** A comment or annotation of the head that asks to ignore the rule here, and what follows from it; absent: none does. */
  readonly suppression?: FindingSuppression;
  /** Of a finding that is `returned`: what it returns to. */
  readonly returnsTo?: ReturnedState;
  readonly fix: Fix | null;
}

/** SHA-256 of the values that a finding rests on. */
export function evidenceDigest({ evidence }: Finding): string {
  return digestOf({ ...evidence });
}
