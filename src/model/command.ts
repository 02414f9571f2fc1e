import type { Account } from "./pull.ts";

/** Who spoke, and the configured teams (`org/team`, sorted) that they were in at that moment. */
export interface Speaker {
  readonly account: Account;
  readonly teams: readonly string[];
}

/** What a person may say in a comment. */
export type Command =
  | { readonly kind: "recheck" }
  | { readonly kind: "waive"; readonly ruleId: string; readonly until: string; readonly because: string }
  | { readonly kind: "approve-waiver"; readonly waiverId: string }
  | { readonly kind: "revoke-waiver"; readonly waiverId: string }
  | { readonly kind: "confirm" }
  | { readonly kind: "break-glass"; readonly because: string }
  | { readonly kind: "explain"; readonly ruleId: string }
  | { readonly kind: "feedback"; readonly ruleId: string; readonly because: string };

/** Why a command was not carried out; the report has a sentence for each. */
export type Refusal =
  | { readonly kind: "unknown-command"; readonly word: string; readonly nearest: string | null }
  | {
      readonly kind: "incomplete";
      readonly command: Command["kind"];
      readonly missing: "rule" | "date" | "reason" | "waiver";
    }
  | { readonly kind: "unknown-rule"; readonly ruleId: string; readonly nearest: string | null }
  | { readonly kind: "rule-finds-nothing"; readonly ruleId: string }
  | { readonly kind: "never-waivable"; readonly ruleId: string }
  | { readonly kind: "date-past"; readonly until: string }
  | { readonly kind: "date-too-far"; readonly until: string; readonly latest: string }
  | { readonly kind: "unknown-waiver"; readonly waiverId: string }
  | { readonly kind: "waiver-closed"; readonly waiverId: string }
  | { readonly kind: "own-request"; readonly waiverId: string }
  | { readonly kind: "not-allowed"; readonly command: Command["kind"]; readonly teams: readonly string[] }
  | { readonly kind: "contributor"; readonly command: Command["kind"] }
  | { readonly kind: "bot" }
  | { readonly kind: "nothing-to-confirm" }
  | { readonly kind: "nothing-to-bypass" }
  | { readonly kind: "not-bypassable"; readonly rules: readonly string[] }
  | { readonly kind: "closed" }
  /** The head is another than the one that was there when it was said. */
  | { readonly kind: "moved-on" }
  | { readonly kind: "too-long"; readonly charactersMax: number }
  | { readonly kind: "too-many"; readonly commandsMax: number };
