import type { Refusal, Speaker } from "../../model/command.ts";
import type { Configuration } from "../../model/configuration.ts";
import type { Finding } from "../../model/finding.ts";
import type { Contributors, GateInput } from "../../model/gate.ts";
import type { PullFacts } from "../../model/pull.ts";
import type { PullRecord, StoredPullRecord } from "../../model/record.ts";
import type { Rule } from "../../model/rule.ts";

/** What a command is judged by, whoever it comes from: a comment, or a button of the check. */
export interface CommandContext {
  readonly by: Speaker;
  readonly said: {
    /** ISO 8601: when the comment was made or the button pressed. */
    readonly at: string;
    /** The commit whose check has the button; `null` for a comment, which stands below whatever is there. */
    readonly head: string | null;
  };
  /** ISO 8601. */
  readonly now: string;
  readonly pull: PullFacts;
  /** Every record of the pull request. */
  readonly records: readonly StoredPullRecord[];
  readonly contributorsOf: (place: { readonly rootKey: string; readonly address: string }) => Contributors;
  /** `null`: the head is not decided. */
  readonly gate: GateInput | null;
  /** Of the head, as far as they count in the modes in force. */
  readonly findings: readonly Finding[];
  readonly rules: readonly Pick<Rule, "id" | "family">[];
  readonly configuration: Pick<
    Configuration,
    "waivers" | "breakGlass" | "policyOwners" | "routing" | "timezone"
  >;
  /** Free id for an exception that is asked for: `W-13`. */
  readonly nextWaiverId: string;
}

/** `records`: what to keep; the command itself is kept besides. */
export type CommandOutcome =
  | { readonly kind: "do"; readonly records: readonly PullRecord[] }
  | { readonly kind: "refuse"; readonly refusal: Refusal };

export function carriedOut(...records: readonly PullRecord[]): CommandOutcome {
  return { kind: "do", records };
}

export function refuse(refusal: Refusal): CommandOutcome {
  return { kind: "refuse", refusal };
}

export function isIn({ teams }: Speaker, wanted: readonly string[]): boolean {
  return wanted.some((team) => teams.includes(team));
}
