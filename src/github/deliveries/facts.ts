import type { Account } from "../../model/pull.ts";

/**
 * What a delivery says happened, as far as GitHub does not tell it again when it is asked later. Everything else is
 * read anew. A redelivery says the same facts.
 */
export type DeliveryFact =
  | PullFact
  /** A merge group wants a check. `base` is the commit that it would be merged onto. */
  | {
      readonly kind: "merge-group";
      readonly head: string;
      readonly headRef: string;
      readonly base: string;
      /** Name of the branch, without `refs/heads/`. */
      readonly baseRef: string;
    }
  /** `before` is `null` for a new branch. */
  | {
      readonly kind: "branch-pushed";
      readonly branch: string;
      readonly before: string | null;
      readonly after: string;
      readonly forced: boolean;
      readonly by: Account;
    }
  /** Members or rights of teams, of a repository or of the organisation are not what they were. */
  | {
      readonly kind: "teams-changed";
      /** Event and action. */
      readonly change: string;
      /** Slug; `null`: it is about no team. */
      readonly team: string | null;
      readonly member: Account | null;
      readonly repositoryId: number | null;
      readonly by: Account | null;
    }
  /** Rulesets or branch protection are not what they were. */
  | {
      readonly kind: "rules-changed";
      readonly change: string;
      readonly repositoryId: number | null;
      /** Name of the ruleset, or the pattern of classic protection. */
      readonly rule: string | null;
      /** Of a ruleset, as it is now: `active`, `evaluate`, `disabled`. */
      readonly enforcement: string | null;
      readonly by: Account | null;
    }
  /** The installation itself: its repositories, its permissions, its end. `change` is event and action. */
  | {
      readonly kind: "installation-changed";
      readonly change: string;
      readonly repositoriesAdded: readonly number[];
      readonly repositoriesRemoved: readonly number[];
      /** As granted, at the moment that the installation was made or accepted others; `null`: this is about something else. */
      readonly permissions: Readonly<Record<string, string>> | null;
      readonly by: Account | null;
    };

/** About one pull request. */
export type PullFact =
  /** `before` is `null` for the push that opened it. */
  | { readonly kind: "pushed"; readonly before: string | null; readonly after: string; readonly by: Account }
  | { readonly kind: "base-changed"; readonly from: string; readonly to: string; readonly by: Account }
  | {
      readonly kind: "merged";
      readonly commit: string;
      readonly head: string;
      readonly by: Account | null;
    }
  /** `commit` is what was reviewed: GitHub may name another one later. */
  | {
      readonly kind: "review-submitted";
      readonly state: "approved" | "changes-requested" | "commented";
      readonly reviewId: number;
      readonly commit: string;
      readonly by: Account;
      /** ISO 8601. */
      readonly submittedAt: string;
    }
  /** `by` dismissed it. */
  | { readonly kind: "review-dismissed"; readonly reviewId: number; readonly by: Account }
  | { readonly kind: "review-edited"; readonly reviewId: number; readonly by: Account }
  /** By a person: comments by bots are no facts. */
  | {
      readonly kind: "commented";
      readonly commentId: number;
      readonly body: string;
      readonly by: Account;
      /** ISO 8601: what was decided later, its author had not seen. `null`: GitHub does not say. */
      readonly saidAt: string | null;
    }
  /** Somebody pressed a button of our check. */
  | {
      readonly kind: "check-action";
      readonly identifier: string;
      readonly checkRunId: number;
      readonly head: string;
      readonly by: Account;
    }
  | { readonly kind: "check-rerequested"; readonly head: string; readonly by: Account }
  /** Another App made a check of our name. */
  | {
      readonly kind: "foreign-check";
      readonly name: string;
      readonly appId: number | null;
      readonly appSlug: string | null;
      readonly commit: string;
    };

/** The body of a delivery is not what GitHub sends for its event. It is kept, and nothing is done about it. */
export class UnreadableDelivery extends Error {
  readonly event: string;
  /** Paths in the body, and what is wrong there; no values. */
  readonly problem: string;

  constructor(event: string, problem: string) {
    super(`A delivery of the event ${JSON.stringify(event)} cannot be read: ${problem}`);
    this.name = "UnreadableDelivery";
    this.event = event;
    this.problem = problem;
  }
}
