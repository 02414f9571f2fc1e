/** Somebody on GitHub: `id` stays when the login changes. */
export interface Account {
  readonly id: number;
  readonly login: string;
  /** An App or another machine account: its approvals never count, and it contributes nothing. */
  readonly bot: boolean;
}

/** A repository as GitHub numbers it, and as it is called at the moment. */
export interface RepositoryFacts {
  readonly id: number;
  readonly owner: string;
  readonly name: string;
  readonly defaultBranch: string;
}

/** A commit of a pull request. */
export interface CommitFacts {
  readonly sha: string;
  readonly parents: readonly string[];
  /** Authors and co-authors; `null` for one whose address belongs to no account. */
  readonly authors: readonly (Account | null)[];
  /** `null`: no account. */
  readonly committer: Account | null;
}

export type ReviewState = "approved" | "changes-requested" | "commented" | "dismissed";

/** A review as GitHub tells it now. After a force-push `commit` may name a commit that was never reviewed. */
export interface ReviewFacts {
  readonly id: number;
  readonly by: Account | null;
  /** They may push to the repository. In a public one everybody can approve, and it means nothing. */
  readonly canPush: boolean;
  readonly state: ReviewState;
  readonly commit: string | null;
  /** ISO 8601. */
  readonly submittedAt: string | null;
}

/** A pull request as it is at one moment, read from GitHub, never from an event. */
export interface PullFacts {
  readonly repository: RepositoryFacts;
  readonly number: number;
  /** GraphQL id. */
  readonly nodeId: string;
  readonly title: string;
  readonly state: "open" | "closed" | "merged";
  readonly draft: boolean;
  readonly author: Account | null;
  readonly head: { readonly sha: string; readonly ref: string; readonly fork: boolean };
  /** `sha` is the tip of the base branch at that moment. */
  readonly base: { readonly ref: string; readonly sha: string };
  readonly labels: readonly string[];
  /** Oldest first. GitHub tells at most 250; `commitsOmitted` says how many it kept back. */
  readonly commits: readonly CommitFacts[];
  readonly commitsOmitted: number;
  readonly reviews: readonly ReviewFacts[];
  /** `org/team`, sorted. */
  readonly requestedTeams: readonly string[];
  /** Left out where it is not merged. */
  readonly merge?: MergeFacts;
}

/** How a pull request was merged, as GitHub tells it. */
export interface MergeFacts {
  /** ISO 8601. */
  readonly at: string;
  readonly by: Account | null;
  readonly commit: string | null;
}

/** What a piece of work is about. Work on one subject never runs twice at a time. */
export type Subject =
  | {
      readonly kind: "pull";
      readonly installationId: number;
      readonly repositoryId: number;
      readonly number: number;
    }
  | {
      readonly kind: "merge-group";
      readonly installationId: number;
      readonly repositoryId: number;
      readonly head: string;
    }
  | {
      readonly kind: "branch";
      readonly installationId: number;
      readonly repositoryId: number;
      readonly branch: string;
    }
  | { readonly kind: "installation"; readonly installationId: number }
  | { readonly kind: "sweep"; readonly sweep: Sweep };

export const sweeps = [
  "deliveries",
  "pulls",
  "branches",
  "break-glass",
  "anchors",
  "estate",
  "retention",
] as const;
export type Sweep = (typeof sweeps)[number];

/** One text for each subject; `subjectFrom` reads it back. */
export function subjectKey(subject: Subject): string {
  switch (subject.kind) {
    case "pull":
      return `pull:${subject.installationId}/${subject.repositoryId}/${subject.number}`;
    case "merge-group":
      return `merge-group:${subject.installationId}/${subject.repositoryId}/${subject.head}`;
    case "branch":
      return `branch:${subject.installationId}/${subject.repositoryId}/${subject.branch}`;
    case "installation":
      return `installation:${subject.installationId}`;
    case "sweep":
      return `sweep:${subject.sweep}`;
  }
}

/** `null` where the text is no subject's. */
export function subjectFrom(key: string): Subject | null {
  const colon = key.indexOf(":");
  const [kind, rest] = [key.slice(0, colon), key.slice(colon + 1)];
  if (kind === "sweep") {
    const sweep = sweeps.find((known) => known === rest);
    return sweep === undefined ? null : { kind, sweep };
  }
  const [installation = "", repository = "", ...name] = rest.split("/");
  const [installationId, repositoryId] = [wholeNumber(installation), wholeNumber(repository)];
  if (installationId === null) return null;
  if (kind === "installation") return repository === "" ? { kind, installationId } : null;
  const last = name.join("/");
  if (repositoryId === null || last === "") return null;
  if (kind === "branch") return { kind, installationId, repositoryId, branch: last };
  if (kind === "merge-group") return { kind, installationId, repositoryId, head: last };
  const number = wholeNumber(last);
  return kind === "pull" && number !== null ? { kind, installationId, repositoryId, number } : null;
}

function wholeNumber(text: string): number | null {
  return /^[1-9]\d*$/.test(text) ? Number(text) : null;
}
