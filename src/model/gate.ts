import type { Freeze, Mode } from "./configuration.ts";
import type { Decision, RiskItem } from "./decision.ts";
import type { Account, PullFacts } from "./pull.ts";
import type { StoredPullRecord } from "./record.ts";
import type { Waiver } from "./waiver.ts";

/** Who had a hand in what an item is about. */
export interface Contributors {
  /** Account ids. */
  readonly accounts: ReadonlySet<number>;
  /** Commits of which nobody can be told the author. */
  readonly unattributed: readonly string[];
}

/** Everything that the gate judges by; pure data, read at one moment. */
export interface GateInput {
  /** ISO 8601. */
  readonly now: string;
  readonly mode: Mode;
  readonly pull: PullFacts;
  /** Of the head: what counts in the modes in force. */
  readonly decision: Decision;
  readonly decisionId: string;
  /** Every record of the pull request, oldest first. */
  readonly records: readonly StoredPullRecord[];
  /** Current members (account ids) of every team that the configuration or the decision names. */
  readonly members: ReadonlyMap<string, ReadonlySet<number>>;
  readonly contributorsOf: (place: Pick<RiskItem, "rootKey" | "address">) => Contributors;
  /** Those that the decision leans on. */
  readonly waivers: readonly Waiver[];
  /** Local dates from which on a return that the decision leans on is too long ago; absent: it leans on none. */
  readonly lapses?: readonly string[];
  readonly settings: GateSettings;
}

export interface GateSettings {
  readonly minimumApprovals: number;
  readonly unattributed: "extra-approval" | "block";
  readonly peerApproval: "record" | "require";
  readonly stewards: readonly string[];
  /** Teams that own things: a steward stands in for them, and for nobody else. */
  readonly ownerTeams: readonly string[];
  /** All that are configured: the gate is looked at again when one begins or ends. */
  readonly freezes: readonly Freeze[];
  /** Of the dates of waivers and freezes. */
  readonly timezone: string;
  /** `null`: nobody may. `notBypass`: globs over rule ids. */
  readonly breakGlass: { readonly notBypass: readonly string[] } | null;
  /** The author is a listed automation, and this change holds nothing but what its line allows. */
  readonly automation: string | null;
}

/** One thing that needs a person, and how far that is. */
export interface ItemState {
  readonly item: RiskItem;
  readonly kind: "review" | "confirm";
  readonly needed: number;
  /** Who approved it, as far as it counts. */
  readonly by: readonly Account[];
}

/** What became of an approval, and why. */
export type ApprovalState =
  | {
      readonly kind: "stands";
      readonly reviewId: number;
      readonly by: Account;
      readonly given: "for-this-head" | "for-an-earlier-head";
    }
  /** Items that it does not cover: they are new, or larger than what was approved (`was`). */
  | {
      readonly kind: "dropped";
      readonly reviewId: number;
      readonly by: Account;
      readonly uncovered: readonly { readonly item: RiskItem; readonly was: RiskItem | null }[];
    }
  /** Found on GitHub, but never seen live: it cannot be told what it was given for. */
  | { readonly kind: "unseen"; readonly reviewId: number; readonly by: Account }
  | {
      readonly kind: "not-eligible";
      readonly reviewId: number;
      readonly by: Account;
      readonly why: "contributor" | "not-a-member" | "bot" | "requested-the-waiver";
    }
  | { readonly kind: "dismissed"; readonly reviewId: number; readonly by: Account }
  /** Its commit is not decided yet. */
  | { readonly kind: "waiting-for-decision"; readonly reviewId: number; readonly by: Account };

export type GateState =
  | "passed"
  | "approved"
  | "fix"
  | "waiting"
  | "confirm"
  | "break-glass"
  | "automation"
  | "draft"
  | "peer-approval"
  | "observing"
  | "advising"
  | "unattributed";

/** What the check says, whom to ask, and what became of each approval. */
export interface GateOutcome {
  readonly state: GateState;
  readonly conclusion: "success" | "failure" | "action_required";
  readonly items: readonly ItemState[];
  readonly approvals: readonly ApprovalState[];
  /** Teams whose word is still missing, sorted. Empty while the author has something to fix, and on drafts. */
  readonly waitingFor: readonly string[];
  /** The break-glass in force. */
  readonly breakGlass: {
    readonly by: Account;
    readonly because: string;
    readonly expires: string;
    readonly reviewBy: string;
  } | null;
  /** Commits of unknown authors, where that matters. */
  readonly unattributed: readonly string[];
  /** Somebody who did not contribute approved the head natively: for the record. */
  readonly peerApproved: boolean;
  /** ISO 8601: when this has to be looked at again (a break-glass or waiver ends); `null`: never by itself. */
  readonly lookAgainAt: string | null;
}
