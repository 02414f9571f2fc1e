import type { Commits } from "../git/commits.ts";
import type { ObjectStore } from "../git/object-store.ts";
import type { CheckRun, CheckSuite, Status } from "./check-types.ts";
import type { BranchProtection, Ruleset } from "./rule-types.ts";

/** What is on the stand-in, as GitHub's database would hold it. Acts of people and calls of the App change it. */
export interface Account {
  readonly id: number;
  login: string;
  readonly type: "User" | "Bot" | "Organization";
  readonly name: string;
  readonly email: string;
  readonly createdAt: number;
  /** What it did stays; REST tells a ghost of it, GraphQL nobody. */
  deleted?: boolean;
}

export interface Organisation {
  readonly account: Account;
  readonly members: Map<number, "admin" | "member">;
  readonly teams: Map<string, Team>;
  readonly rulesets: Map<number, Ruleset>;
}

export interface Team {
  readonly id: number;
  readonly organisation: Organisation;
  slug: string;
  name: string;
  parent: Team | null;
  /** Its own members, without those of its children. */
  readonly members: Map<number, "member" | "maintainer">;
  readonly access: Map<number, Permission>;
}

export const permissions = ["pull", "triage", "push", "maintain", "admin"] as const;
export type Permission = (typeof permissions)[number];

export interface Repository {
  readonly id: number;
  readonly owner: Account;
  readonly organisation: Organisation | null;
  name: string;
  private: boolean;
  defaultBranch: string;
  /** Where git finds its refs. */
  folder: string;
  /** A fork's are those of the repository that it was made from, as on GitHub. */
  objects: ObjectStore;
  commits: Commits;
  /** Full names, such as `refs/heads/main`. */
  readonly refs: Map<string, string>;
  readonly pulls: Map<number, Pull>;
  /** Comments on pull requests, over all of them. */
  readonly comments: Map<number, Comment>;
  readonly suites: Map<number, CheckSuite>;
  readonly checks: Map<number, CheckRun>;
  readonly statuses: Status[];
  readonly collaborators: Map<number, Permission>;
  readonly rulesets: Map<number, Ruleset>;
  readonly protections: Map<string, BranchProtection>;
  readonly groups: Map<string, MergeGroup>;
  readonly runs: Map<number, WorkflowRun>;
  readonly forkOf: Repository | null;
  readonly createdAt: number;
  pushedAt: number;
  nextNumber: number;
  /** Commits are dated by their order, so that two runs of a story have the same ids. */
  commitCount: number;
}

export interface Pull {
  readonly id: number;
  readonly number: number;
  readonly repository: Repository;
  readonly author: Account;
  title: string;
  body: string | null;
  state: "open" | "closed";
  draft: boolean;
  mergedAt: number | null;
  mergedBy: Account | null;
  mergeCommit: string | null;
  readonly head: { readonly repository: Repository; readonly ref: string; sha: string };
  readonly base: { ref: string; sha: string };
  readonly labels: string[];
  readonly requestedUsers: Set<number>;
  readonly requestedTeams: Set<Team>;
  readonly reviews: Review[];
  readonly createdAt: number;
  updatedAt: number;
  closedAt: number | null;
}

export type ReviewState = "APPROVED" | "CHANGES_REQUESTED" | "COMMENTED" | "DISMISSED";

export interface Review {
  readonly id: number;
  readonly by: Account;
  state: ReviewState;
  body: string;
  commit: string;
  readonly submittedAt: number;
  readonly comments: readonly ReviewComment[];
}

export interface ReviewComment {
  readonly id: number;
  readonly path: string;
  readonly startLine: number | null;
  readonly line: number;
  readonly body: string;
}

export const reactionContents = [
  "+1",
  "-1",
  "laugh",
  "confused",
  "heart",
  "hooray",
  "rocket",
  "eyes",
] as const;
export type ReactionContent = (typeof reactionContents)[number];

export interface Reaction {
  readonly id: number;
  readonly by: Account;
  readonly content: ReactionContent;
  readonly at: number;
}

export interface Comment {
  readonly id: number;
  readonly pull: Pull;
  readonly by: Account;
  /** The App that it was written through. */
  readonly viaApp: boolean;
  body: string;
  readonly reactions: Reaction[];
  readonly createdAt: number;
  updatedAt: number;
  /** How often it was edited. */
  edits: number;
}

export interface MergeGroup {
  readonly head: string;
  readonly headRef: string;
  readonly baseRef: string;
  readonly base: string;
  readonly pulls: readonly number[];
}

export interface WorkflowRun {
  readonly id: number;
  readonly name: string;
  readonly head: string;
  readonly branch: string;
  readonly event: string;
  readonly by: Account;
  /** Path of the workflow's file. */
  readonly workflow: string;
  /** Where the head is from: a fork, or the repository itself. */
  readonly headRepository: Repository;
  attempt: number;
  /** `null`: it is under way. */
  conclusion: "success" | "failure" | "cancelled" | null;
  artifacts: readonly Artifact[];
  readonly createdAt: number;
}

export interface Artifact {
  readonly id: number;
  readonly name: string;
  readonly zip: Buffer;
}

export interface Installation {
  readonly id: number;
  readonly account: Account;
  readonly organisation: Organisation | null;
  /** `null`: every repository of the account, also those to come. */
  repositories: Set<number> | null;
  permissions: Readonly<Record<string, string>>;
  events: readonly string[];
  suspended: boolean;
  readonly createdAt: number;
}
