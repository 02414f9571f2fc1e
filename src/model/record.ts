import type { Locale, WaivedPlace } from "./configuration.ts";
import type { RiskItem, Route } from "./decision.ts";
import type { JsonObject } from "./json.ts";
import type { Account, Sweep } from "./pull.ts";

/** Everything that a decision was made from; equal inputs make the same decision. */
export interface DecisionInputs {
  readonly head: string;
  /** Name of the base branch, and its tip, where configuration and waivers were read. */
  readonly baseRef: string;
  readonly baseTip: string;
  readonly mergeBase: string;
  readonly policySet: string;
  readonly configuration: string;
  /** Commit of the organisation's configuration; `null`: it has none. */
  readonly organisationCommit: string | null;
  /** Digest of the waivers that could apply. */
  readonly waivers: string;
  /** Digest of the author's teams, as far as rules ask for them. */
  readonly authorTeams: string;
  /** Language of the report that is kept with it. */
  readonly locale: Locale;
  /** Version of the program. */
  readonly program: string;
  /** Plans of the head that were read; left out where there was none. */
  readonly plans?: readonly DecidedPlan[];
}

/** A Terraform plan that a decision was made with. */
export interface DecidedPlan {
  readonly name: string;
  readonly source: PlanOrigin["source"];
  readonly runId: number;
  /** Digest of what was read, masked: a blob. */
  readonly masked: string;
}

/** Where a plan came from, as GitHub says it: nothing of it is taken from the plan. */
export interface PlanOrigin {
  readonly source: "artifact" | "upload";
  /** Of the workflow run, and how often that was started. */
  readonly runId: number;
  readonly attempt: number;
  /** `.github/workflows/plan.yml`. */
  readonly workflow: string;
  /** What started the run: `pull_request`. */
  readonly event: string;
  /** The run is of a fork, whose author wrote the workflow, too. */
  readonly fork: boolean;
}

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

/** Something that an SRE or auditor has to know, and that is no decision. */
export type Alert =
  | {
      readonly kind: "forged-check";
      readonly name: string;
      readonly appId: number | null;
      readonly appSlug: string | null;
      readonly commit: string;
    }
  | { readonly kind: "ruleset"; readonly branch: string; readonly problem: RulesetProblem }
  | { readonly kind: "break-glass-overdue"; readonly number: number; readonly since: string }
  /** A commit of a protected branch that nothing explains; `number`: it came in with a pull request that was never decided. */
  | { readonly kind: "merged-without-decision"; readonly commit: string; readonly number: number | null }
  /** Merged although the gate of the merged head was not open. */
  | { readonly kind: "merged-against-gate"; readonly commit: string; readonly number: number }
  /** Commits of a protected branch that could not be matched one by one. */
  | {
      readonly kind: "branch-not-followed";
      readonly branch: string;
      readonly from: string;
      readonly to: string;
      readonly why: "rewritten" | "too-many-commits";
    }
  | {
      readonly kind: "rule-disputed";
      readonly ruleId: string;
      readonly disputed: number;
      readonly shown: number;
    };

/** Why a merge may get past the gate, or past what was judged. */
export type RulesetProblem =
  /** Nothing requires our check. */
  | "not-required"
  /** It is required, and anybody who may write statuses can write it. */
  | "any-source"
  /** It is required of another App. */
  | "other-source"
  /** There is no merge queue, and a branch may be merged that was judged against an older base. */
  | "not-up-to-date";

/** What happened in a repository or to an installation, outside any one pull request. */
export type RepositoryRecord =
  | {
      readonly kind: "merge-group";
      readonly head: string;
      readonly base: string;
      readonly pulls: readonly number[];
      readonly decisionId: string;
      readonly route: Route;
      readonly conclusion: "success" | "failure";
      readonly report: string;
      readonly uncovered: readonly RiskItem[];
    }
  /** A commit of a protected branch and how it came there: a merge of pull request `number`, or a direct push. */
  | {
      readonly kind: "branch-commit";
      readonly branch: string;
      readonly commit: string;
      readonly number: number | null;
      readonly decisionId: string | null;
      readonly explained: "decision" | "automation" | "direct-push" | "before-installation" | "unexplained";
    }
  | {
      readonly kind: "direct-push";
      readonly branch: string;
      readonly before: string;
      readonly after: string;
      readonly by: Account;
      readonly route: Route | null;
      readonly report: string | null;
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
