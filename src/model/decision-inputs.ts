import type { Locale } from "./configuration.ts";
import type { ObservedRule } from "./observed-rule.ts";
import type { PastState } from "./past.ts";

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
  /** Rules that are too new to count; left out where there are none. */
  readonly observing?: readonly ObservedRule[];
  /** Plans of the head that were read; left out where there was none. */
  readonly plans?: readonly DecidedPlan[];
  /** States of the base branch that were looked at for a return; left out where there was none. */
  readonly past?: readonly PastState[];
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
