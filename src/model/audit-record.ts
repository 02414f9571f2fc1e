import type { AccessSnapshot, CoveredRepository } from "./access-snapshot.ts";
import type { BranchControl, Contribution, NativeApproval } from "./branch-control.ts";
import type { ConfigurationDifference } from "./configuration-difference.ts";
import type { ObservedRule } from "./observed-rule.ts";
import type { PopulationCounts, PopulationEnd } from "./population.ts";
import type { Account } from "./pull.ts";
import type { RuleSetDifference } from "./rule-set-difference.ts";
import type { SettingsSource } from "./settings-origin.ts";

/**
 * What an auditor asks for beyond what was decided: which state the controls were in, who could get past them, and
 * whether anything is missing. Kept in the records of a repository, or of none (`repositoryId` `null`).
 */
export type AuditRecord =
  /** Deliveries that a job has heard to their end, in the transaction that marked them. */
  | { readonly kind: "deliveries-processed"; readonly deliveries: readonly ProcessedDelivery[] }
  /** The entries before this one were records before there was a ledger: it proves them from here on. */
  | { readonly kind: "ledger-began"; readonly records: number }
  /** Where a protected branch stood when it was looked at: each begins where the one before it ended. */
  | {
      readonly kind: "branch-head";
      readonly branch: string;
      /** `null`: looked at for the first time. */
      readonly before: string | null;
      readonly after: string;
      /** `rewritten`: the head before is no first-parent ancestor of this one. */
      readonly how: "first" | "forward" | "rewritten";
      /** First-parent commits in between; `null` where it was rewritten, or where a push told of it. */
      readonly commits: number | null;
    }
  /** The state of the control at a merge, and every approval that GitHub knows of the merged head. */
  | {
      readonly kind: "merge-seen";
      readonly number: number;
      readonly branch: string;
      readonly commit: string;
      readonly head: string;
      readonly mergedBy: Account | null;
      /** GitHub's time, ISO 8601. */
      readonly mergedAt: string | null;
      /** `found`: nobody told of the merge. A sweep found it later, and `control` is what it saw then. */
      readonly how: "told" | "found";
      readonly control: BranchControl;
      /** Everybody who had a hand in the change, by id. */
      readonly contributors: readonly Contribution[];
      /** Commits that belong to no known person, and how many GitHub did not tell. */
      readonly unattributed: readonly string[];
      readonly commitsOmitted: number;
      readonly approvals: readonly NativeApproval[];
      /** Whether somebody approved the merged head who had no hand in it; `null`: it cannot be told. */
      readonly approvedByOther: boolean | null;
    }
  /** Whoever may get past the rules did so, or it is inferred that they did. */
  | {
      readonly kind: "bypass-seen";
      readonly branch: string;
      readonly commit: string;
      readonly number: number | null;
      readonly by: Account | null;
      readonly how: "reported" | "inferred";
      readonly detail: string;
    }
  /** What protects a branch, kept when it is first seen and whenever it differs. */
  | { readonly kind: "branch-control"; readonly branch: string; readonly control: BranchControl }
  /** Which repositories of an organisation hold something in scope, and which of them are covered. */
  | {
      readonly kind: "coverage";
      readonly organisation: string;
      /** `selected`: private repositories that nobody selected are not seen at all. */
      readonly installed: "all" | "selected";
      readonly repositories: readonly CoveredRepository[];
    }
  /** The team that settings mean by a name (`org/team`, in lower case), learned when they first named it. */
  | { readonly kind: "team-bound"; readonly team: string; readonly id: number }
  /** Who may approve, bypass, edit policies and administer, and who holds which key. */
  | { readonly kind: "access-snapshot"; readonly organisation: string; readonly access: AccessSnapshot }
  /** The rules that decide from now on in an organisation; `compiled`, `catalogue` and `descriptions` are blobs. */
  | {
      readonly kind: "policy-set-activated";
      /** Its login, in small letters. */
      readonly organisation: string;
      readonly policySet: string;
      /** `null`: the first. */
      readonly previous: string | null;
      readonly how: "first" | "followed" | "pinned";
      readonly program: string;
      readonly compiled: string;
      readonly catalogue: string;
      /** What each rule says, and the digest of its Rego; `null`: nobody has them. */
      readonly descriptions: string | null;
      /** Rules that are new and only observed. */
      readonly observing: readonly ObservedRule[];
      /** In which way it differs from the one before; `null`: it is the first, or that one is not there any more. */
      readonly difference: RuleSetDifference | null;
      /** Stricter for whoever was judged by the one before: local date from which it counts for them, too; `null`: at once. */
      readonly countsFrom: string | null;
    }
  /** Settings of a repository that decide from now on: the files that they were read from are blobs. */
  | {
      readonly kind: "configuration-activated";
      /** Digest of the configuration, as decisions name it. */
      readonly configuration: string;
      /** Digest over everything: configuration, policies of the organisation, waivers. */
      readonly settings: string;
      /** Configuration before; `null`: it is the first that was seen. */
      readonly previous: string | null;
      readonly policySet: string;
      readonly sources: readonly SettingsSource[];
      /** Paths (`role path`) of sources that are not there any more. */
      readonly removed: readonly string[];
      /** When the last of what changed came onto its branch, as far as git tells, ISO 8601; this record says when it was seen. */
      readonly effectiveFrom: string | null;
      /** `null`: it is the first, or the one before cannot be read any more. */
      readonly difference: ConfigurationDifference | null;
    }
  /** A process began to work, with just these parts. */
  | {
      readonly kind: "tool-started";
      readonly program: string;
      readonly node: string;
      /** Engine to the SHA-256 of its module. */
      readonly engines: Readonly<Record<string, string>>;
      readonly policySet: string;
      readonly store: "postgres" | "embedded";
      readonly signingKey: string | null;
    }
  /** A checkpoint was written somewhere that the database's administrator cannot reach. */
  | {
      readonly kind: "anchored";
      readonly place: string;
      readonly size: number;
      readonly root: string;
      /** Where it stands: a path, an address with a version. */
      readonly receipt: string;
    }
  /** From the next size on checkpoints may be signed with `next`, and the previous key goes on until it is retired. */
  | {
      readonly kind: "key-rotated";
      /** Verifier keys (`origin+id+key`). `null`: `next` is the first. */
      readonly previous: string | null;
      readonly next: string;
      readonly by: string;
      readonly because: string;
    }
  /** The checkpoint that holds this is the last that may be signed with the key. */
  | { readonly kind: "key-retired"; readonly key: string; readonly by: string; readonly because: string }
  /** The commits that reached a branch in a period, each explained. Each period begins the day after the one before. */
  | {
      readonly kind: "population";
      readonly branch: string;
      /** Local dates, inclusive; only the last of them has commits. */
      readonly from: string;
      readonly to: string;
      readonly timezone: string;
      readonly counts: PopulationCounts;
      /** The last commit of the period. */
      readonly closing: PopulationEnd;
      /** As in a reconciliation. */
      readonly unbroken: boolean | null;
    }
  | {
      readonly kind: "waiver-expired";
      readonly waiverId: string;
      readonly number: number | null;
      readonly until: string;
    }
  | { readonly kind: "clock-skew"; readonly ours: string; readonly theirs: string; readonly source: string }
  /** Somebody asked to erase payloads, and somebody else agreed. The leaves stay. */
  | {
      readonly kind: "erasure-requested";
      readonly erasureId: string;
      readonly indexes: readonly number[];
      readonly by: string;
      /** Digests of what may go with them, where nothing else names it; left out: none. */
      readonly blobs?: readonly string[];
      readonly because: string;
    }
  | {
      readonly kind: "erased";
      readonly erasureId: string;
      readonly indexes: readonly number[];
      /** Who asked, and who agreed; the setting, where it went for its age. */
      readonly by: readonly string[];
      /** Digests of those that nothing else names; left out: none. */
      readonly blobs?: readonly string[];
      readonly because: string;
    }
  | {
      readonly kind: "legal-hold";
      readonly holdId: string;
      readonly change: "set" | "released";
      readonly scope: HoldScope;
      readonly by: string;
      readonly because: string;
    }
  /** A review of the command line that was asked to be recorded. */
  | {
      readonly kind: "local-review";
      readonly decisionId: string;
      readonly repository: string;
      readonly base: string | null;
      readonly head: string;
      readonly policySet: string;
      readonly configuration: string;
      readonly program: string;
      readonly route: string;
      /** Blobs. */
      readonly report: string;
      readonly replay: string;
    };

export interface ProcessedDelivery {
  readonly id: string;
  readonly event: string;
  readonly action: string | null;
  /** ISO 8601. */
  readonly receivedAt: string;
  /** SHA-256 of the body as it came. */
  readonly digest: string;
}

/** What a hold keeps. What is of no one repository, or of no pull request, belongs to each of them. */
export interface HoldScope {
  /** GitHub's id; `null`: every repository. */
  readonly repository: number | null;
  /** Of the pull request; `null`: every one, and what belongs to none. */
  readonly number: number | null;
  /** ISO 8601: entries of that moment or later; `null`: from the first on. */
  readonly start: string | null;
  /** Entries before that moment; `null`: also what is still to come. */
  readonly end: string | null;
}
