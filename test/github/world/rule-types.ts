import type { Account, Repository } from "./types.ts";

export interface Rule {
  readonly type: string;
  readonly parameters?: Readonly<Record<string, unknown>>;
}

export interface BypassActor {
  readonly actor_id: number | null;
  readonly actor_type: "RepositoryRole" | "Team" | "Integration" | "OrganizationAdmin" | "DeployKey";
  readonly bypass_mode: "always" | "pull_request";
}

export interface Ruleset {
  readonly id: number;
  /** An organisation's holds for all of its repositories. */
  readonly source: { readonly type: "Repository" | "Organization"; readonly name: string };
  name: string;
  enforcement: "disabled" | "active" | "evaluate";
  /** Full ref names, `~DEFAULT_BRANCH` or `~ALL`. */
  include: readonly string[];
  exclude: readonly string[];
  rules: readonly Rule[];
  bypass: readonly BypassActor[];
  readonly createdAt: number;
  updatedAt: number;
}

export interface BranchProtection {
  readonly id: number;
  readonly pattern: string;
  readonly checks: readonly { readonly context: string; readonly app_id: number | null }[];
  readonly strict: boolean;
  readonly createdAt: number;
}

/** How a push fared under the rules. */
export interface RuleSuite {
  readonly id: number;
  readonly repository: Repository;
  /** Full name. */
  readonly ref: string;
  readonly before: string;
  readonly after: string;
  readonly by: Account;
  readonly result: "pass" | "fail" | "bypass";
  readonly at: number;
}
