import type { Alert } from "./alert.ts";
import type { AuditRecord } from "./audit-record.ts";
import type { Command, Refusal, Speaker } from "./command.ts";
import type { RiskItem, Route } from "./decision.ts";
import type { DecisionInputs, PlanOrigin } from "./decision-inputs.ts";
import type { JsonObject } from "./json.ts";
import type { Explained } from "./population.ts";
import type { Account, Sweep } from "./pull.ts";
import type { WaivedPlace } from "./waiver.ts";

/** What happened to one pull request, and what was decided about it. Never changed, never deleted. */
export type PullRecord =
  | {
      readonly kind: "decision";
      /** SHA-256 over `inputs`, repository and number. */
      readonly decisionId: string;
      readonly inputs: DecisionInputs;
      readonly route: Route;
      readonly riskItems: readonly RiskItem[];
      readonly riskDigest: string;
      /** Digest of the stored report: a blob. */
      readonly report: string;
      /** What it can be made from again: a blob that names others. Absent: it was decided before that was kept. */
      readonly replay?: string;
      readonly supersedes: string | null;
    }
  /** The head could not be judged: the configuration in force is broken, or something failed for good. */
  | {
      readonly kind: "not-decided";
      readonly head: string;
      readonly reason: "configuration" | "failure";
      readonly detail: string;
    }
  | {
      readonly kind: "approval-seen";
      readonly reviewId: number;
      readonly commit: string;
      readonly by: Speaker;
      readonly submittedAt: string;
    }
  | {
      readonly kind: "approval-withdrawn";
      readonly reviewId: number;
      readonly by: Account | null;
      readonly why: "dismissed" | "superseded";
    }
  /** An approval that stood does not cover a decision any more: what it does not cover is new, or larger. */
  | {
      readonly kind: "approval-dropped";
      readonly reviewId: number;
      readonly by: Account;
      readonly decisionId: string;
      readonly uncovered: readonly RiskItem[];
    }
  /** Who pushed: attributes commits of no known account. `before` is `null` for the push that opened it. */
  | {
      readonly kind: "push-seen";
      readonly before: string | null;
      readonly after: string;
      readonly by: Account;
    }
  | {
      readonly kind: "confirmed";
      readonly by: Speaker;
      readonly decisionId: string;
      readonly riskItems: readonly RiskItem[];
    }
  | {
      readonly kind: "command";
      /** `null`: a button of the check. */
      readonly commentId: number | null;
      readonly by: Speaker;
      readonly command: Command;
      readonly refused: Refusal | null;
    }
  | {
      readonly kind: "command-refused";
      readonly commentId: number | null;
      readonly by: Speaker;
      readonly text: string;
      readonly refused: Refusal;
    }
  | {
      readonly kind: "waiver-requested";
      /** `W-12`, counted in each repository. */
      readonly waiverId: string;
      readonly ruleId: string;
      /** What was found when it was asked for, and nothing else. */
      readonly places: readonly WaivedPlace[];
      readonly by: Speaker;
      readonly because: string;
      /** Local date, inclusive. */
      readonly until: string;
    }
  | { readonly kind: "waiver-granted"; readonly waiverId: string; readonly by: Speaker }
  | { readonly kind: "waiver-revoked"; readonly waiverId: string; readonly by: Speaker }
  | { readonly kind: "waivers-used"; readonly decisionId: string; readonly waiverIds: readonly string[] }
  | {
      readonly kind: "break-glass";
      readonly by: Speaker;
      readonly because: string;
      readonly head: string;
      readonly riskItems: readonly RiskItem[];
      /** Rules whose `block` it lifts, sorted. */
      readonly blocked: readonly string[];
      /** ISO 8601. */
      readonly expires: string;
      /** ISO 8601: until when somebody has to have looked at it. */
      readonly reviewBy: string;
    }
  | { readonly kind: "break-glass-reviewed"; readonly by: Speaker }
  | { readonly kind: "feedback"; readonly ruleId: string; readonly by: Speaker; readonly because: string }
  | {
      readonly kind: "gate";
      readonly decisionId: string;
      readonly conclusion: "success" | "failure" | "action_required";
      readonly state: JsonObject;
    }
  | {
      readonly kind: "publish-intent";
      readonly target: PublicationTarget;
      readonly digest: string;
      readonly decisionId: string | null;
      readonly head: string;
    }
  | {
      readonly kind: "publish-outcome";
      readonly target: PublicationTarget;
      readonly digest: string;
      readonly outcome: "done" | "obsolete" | "failed";
      /** GitHub's id of what was written: check run, comment, review. */
      readonly githubId: number | null;
      readonly detail: string | null;
      readonly head: string;
    }
  /** A workflow run of a commit that has ended, and was looked through for plans: the artifacts that were read. */
  | {
      readonly kind: "run-seen";
      readonly commit: string;
      readonly runId: number;
      readonly attempt: number;
      readonly workflow: string;
      readonly artifacts: readonly string[];
    }
  /** Plans of a commit, masked: what one artifact or one upload held. */
  | {
      readonly kind: "plan-received";
      readonly commit: string;
      readonly name: string;
      readonly origin: PlanOrigin;
      /** SHA-256 of the bytes that came, which are not kept. */
      readonly digest: string;
      /** Digest of what was read of them: a blob. */
      readonly masked: string;
    }
  | { readonly kind: "merged"; readonly commit: string; readonly head: string; readonly by: Account | null }
  | { readonly kind: "alert"; readonly alert: Alert };

/** What is written to GitHub for a pull request. */
export type PublicationTarget = "check" | "comment" | "review-request" | "suggestions" | `reaction:${number}`;

/** What happened in a repository or to an installation, outside any one pull request. */
export type RepositoryRecord =
  | AuditRecord
  | {
      readonly kind: "merge-group";
      readonly head: string;
      readonly base: string;
      readonly pulls: readonly number[];
      readonly decisionId: string;
      readonly route: Route;
      readonly conclusion: "success" | "failure";
      readonly report: string;
      /** As of a decision. */
      readonly replay?: string;
      readonly uncovered: readonly RiskItem[];
    }
  /** A commit of a protected branch and how it came there: a merge of pull request `number`, or a direct push. */
  | {
      readonly kind: "branch-commit";
      readonly branch: string;
      readonly commit: string;
      readonly number: number | null;
      readonly decisionId: string | null;
      readonly explained: Explained;
      /** As git has them; absent: recorded before they were kept. */
      readonly parents?: readonly string[];
      /** Digest of the report that found nothing in scope: a blob. Absent: nobody had to look. */
      readonly report?: string;
    }
  | {
      readonly kind: "direct-push";
      readonly branch: string;
      readonly before: string;
      readonly after: string;
      readonly by: Account;
      readonly route: Route | null;
      readonly report: string | null;
      /** As of a decision. */
      readonly replay?: string;
    }
  | {
      readonly kind: "sweep";
      readonly sweep: Sweep;
      readonly looked: number;
      readonly recovered: readonly string[];
      /** What it could not look at, and why: `owner/name: forbidden`. */
      readonly failed: readonly string[];
    }
  | { readonly kind: "installation"; readonly change: string; readonly detail: JsonObject }
  | { readonly kind: "alert"; readonly alert: Alert };

/** A record as it is kept. `key` makes it unique within its kind, so that saying it twice says it once. */
export interface Stored<Body> {
  /** Grows; gaps are possible. */
  readonly sequence: number;
  readonly key: string;
  /** ISO 8601, UTC: when it was written down. */
  readonly at: string;
  readonly repositoryId: number | null;
  readonly number: number | null;
  readonly body: Body;
}

export type StoredPullRecord = Stored<PullRecord>;
export type StoredRepositoryRecord = Stored<RepositoryRecord>;
