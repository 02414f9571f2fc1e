import type { RepositoryRef } from "./places.ts";

/** A run of a workflow, as GitHub tells it: nothing of it can be set by who wrote the workflow, but for its file. */
export interface WorkflowRun {
  readonly id: number;
  /** 1 for the first; grows where it is run again. */
  readonly attempt: number;
  /** Path of the workflow's file. */
  readonly workflow: string;
  /** What started it: `pull_request`. */
  readonly event: string;
  /** The commit that it is of: the head of the pull request, never the merge that GitHub tries. */
  readonly head: string;
  /** ISO 8601: when this attempt began. */
  readonly startedAt: string;
  readonly ended: boolean;
  /** The head is of a fork, whose author wrote the workflow too. */
  readonly fork: boolean;
}

/** What a run left. */
export interface Artifact {
  readonly id: number;
  readonly name: string;
  /** Packed. */
  readonly bytes: number;
}

export type Download =
  | { readonly kind: "archive"; readonly bytes: Uint8Array }
  | { readonly kind: "too-large" }
  /** Expired, or deleted. */
  | { readonly kind: "gone" };

/** What workflows leave behind. All of it needs `actions: read`; without it {@link GitHubError} `forbidden`. */
export interface GitHubPlans {
  /** The runs of a commit, newest first: as many as one page holds. One call. */
  runsOf(repository: RepositoryRef, commit: string): Promise<readonly WorkflowRun[]>;
  /** Runs that ended, of any commit, newest first: as many as one page holds. One call. */
  endedRuns(repository: RepositoryRef): Promise<readonly WorkflowRun[]>;
  /** `null`: no such run in this repository. */
  run(repository: RepositoryRef, id: number): Promise<WorkflowRun | null>;
  /** Artifacts that can still be had: as many as one page holds. One call. */
  artifactsOf(repository: RepositoryRef, runId: number): Promise<readonly Artifact[]>;
  /** The archive of an artifact, from wherever GitHub says that it is. Our token goes to GitHub alone. */
  download(repository: RepositoryRef, artifactId: number, bytesMax: number): Promise<Download>;
}
