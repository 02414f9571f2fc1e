import type { Refusal } from "../../model/command.ts";
import type { Finding } from "../../model/finding.ts";
import type { Flip } from "../../model/flip.ts";
import type { Location } from "../../model/location.ts";
import type { ObservedRule } from "../../model/observed-rule.ts";
import type { Account } from "../../model/pull.ts";
import type { Report, RuleText } from "../../model/report.ts";
import type { ConfigurationProblem } from "../markdown/notices.ts";

/** What a publication says beyond a report and its gate. Commit, time and time zone are the report's. */
export interface PublicationContext {
  readonly repository: {
    /** Address that people open, without a slash at its end: `https://github.com/acme/infra`. */
    readonly url: string;
    readonly owner: string;
    readonly name: string;
  };
  readonly number: number;
  readonly decisionId: string;
  /** A comment of ours stands on the pull request already: it says something instead of vanishing. */
  readonly commented: boolean;
  /** The lines of a location, secrets redacted; `null` where they cannot be shown. */
  readonly excerpt: (location: Location) => readonly string[] | null;
  /** Path to the lines of the head that the diff shows: what lies there comes first among annotations. */
  readonly changedLines: ReadonlyMap<string, readonly LineRange[]>;
  /** Reports that approvals were given for, newest first: they tell what an approval was about that is dropped now. */
  readonly approvedReports: readonly Report[];
  /** Commands that were not carried out, and have not been repeated since; oldest first. */
  readonly refusals: readonly { readonly by: Account; readonly refusal: Refusal }[];
  /** Rules that somebody asked to have explained. */
  readonly explained: readonly RuleText[];
  readonly waiverRequests: readonly WaiverRequest[];
  readonly waiversGranted: readonly GrantedWaiver[];
  readonly feedback: readonly { readonly by: Account; readonly ruleId: string }[];
  /** Findings of rules that are only observed here; they are not among the report's. Their texts are. */
  readonly observed: readonly Finding[];
  /** Rules that are observed because they came a short while ago; absent: there are none. */
  readonly newRules?: readonly ObservedRule[];
  /** Configuration files of the base that cannot be read; `null`: none. */
  readonly broken: BrokenSettings | null;
  /** Teams that are to be asked and that GitHub does not know; absent: none. */
  readonly missingTeams?: readonly string[];
  /** Teams that would be asked, whose names belong to other teams by now; left out where there are none. */
  readonly otherTeams?: readonly string[];
  /** What an edit of configuration, policies or waivers would have changed; `null`: there is no such edit. */
  readonly effect: SettingsEffect | null;
  /** Stricter rules that will count for this pull request, too; `null`: none. */
  readonly announced: {
    /** Local date. */
    readonly from: string;
    readonly rules: readonly string[];
  } | null;
  /** Terraform plans of the head; `null`: there are none, and nobody waits for one. */
  readonly plans: PlansSaid | null;
  /** Where the decision stands in the ledger; absent: nothing is said of it. */
  readonly receipt?: Receipt;
}

/** The entry of a decision, and the signed size and root that cover it; `null`: nothing signed does. */
export interface Receipt {
  readonly index: number;
  readonly signed: { readonly size: number; readonly root: string } | null;
}

export interface PlansSaid {
  /** Those that count, each with the page of the run that made it. */
  readonly received: readonly {
    readonly name: string;
    readonly source: "artifact" | "upload";
    readonly fork: boolean;
    readonly runUrl: string;
  }[];
  /** Patterns of names that the configuration expects for what is changed, and that are not there yet. */
  readonly missing: readonly string[];
  /** A run that may bring them has not ended. */
  readonly underWay: boolean;
  /** `permission`: the App may not look for artifacts; `unavailable`: GitHub does not give them out now. */
  readonly trouble: "permission" | "unavailable" | null;
}

/** 1-based, inclusive. */
export interface LineRange {
  readonly startLine: number;
  readonly endLine: number;
}

/** Asked for, and not granted yet. */
export interface WaiverRequest {
  /** `W-12`. */
  readonly waiverId: string;
  readonly ruleId: string;
  readonly by: Account;
  readonly because: string;
  /** Local date, inclusive. */
  readonly until: string;
  /** Teams of which a member may grant it. */
  readonly approvers: readonly string[];
}

export interface GrantedWaiver {
  readonly waiverId: string;
  readonly ruleId: string;
  readonly requestedBy: Account;
  readonly grantedBy: Account;
  readonly until: string;
}

export interface BrokenSettings {
  readonly problems: readonly ConfigurationProblem[];
  /** `last-good`: an earlier version is in force; `defaults`: there never was one; `waivers`: those that can be read count. */
  readonly instead: "last-good" | "defaults" | "waivers";
}

export type SettingsEffect = {
  /** What is edited, where that is no file of settings; absent: settings are. */
  readonly of?: "policies";
} & (
  | {
      readonly kind: "shown";
      /** How many past decisions were looked at. */
      readonly decisions: number;
      readonly different: readonly ChangedDecision[];
      /** Settings whose effect past decisions cannot show, as dotted keys, and rules that read what was not kept. */
      readonly untold: readonly string[];
      /** Decisions that could not be judged again under these settings; absent: none. */
      readonly failed?: number;
      /** Those for which there was no time; absent: none. */
      readonly unfinished?: number;
    }
  /** It is being looked for, which the verdict does not wait for. */
  | { readonly kind: "pending" }
  /** The edited files cannot be read: they would not come into force. */
  | { readonly kind: "invalid"; readonly problems: readonly ConfigurationProblem[] }
  | { readonly kind: "not-read"; readonly reason: "timeout" | "memory" | "crash" }
);

/** A past decision that would have been another one. */
export interface ChangedDecision extends Flip {
  /** `owner/name`. */
  readonly repository: string;
  readonly number: number;
}
