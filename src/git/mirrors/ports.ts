import type { Log } from "../../model/log.ts";
import type { Tree, TreeEntry } from "../../model/tree.ts";
import type { GitSettings } from "../git-process.ts";
import type { MirrorLimits } from "./limits.ts";

/** A repository to fetch from. */
export interface MirrorSource {
  /** GitHub's number: it stays when the repository is renamed. */
  readonly repositoryId: number;
  /** `https://host/owner/name.git`, without user and password. HTTP only to this machine. */
  readonly url: string;
  /** Asked before each fetch, because a review may outlive a token. */
  readonly token: () => Promise<string>;
  readonly signal?: AbortSignal;
}

export interface WantedCommits {
  /** The last commit of the base branch. */
  readonly tip: string;
  readonly mergeBase: string;
  readonly head: string;
}

/** What stands in the three trees, before any content is there. */
export interface Listings {
  readonly base: ReadonlyMap<string, TreeEntry>;
  readonly head: ReadonlyMap<string, TreeEntry>;
  readonly tip: ReadonlyMap<string, TreeEntry>;
}

export interface Want {
  readonly commits: WantedCommits;
  /** For messages. */
  readonly pullNumber: number | null;
  /**
   * Commits that will be asked about next, by `commitPaths` or `automaticMerge`: those of the pull request and their
   * parents. They come along in the same fetch.
   */
  readonly alongside?: readonly string[];
  /** What people call the base branch and the head; the commits where it is not given. */
  readonly labels?: { readonly base: string; readonly head: string };
  /** Entries whose content will be read for sure, or nearly: fetched at once, so that reading them costs no fetch each. */
  readonly expected?: (listings: Listings) => Iterable<TreeEntry>;
}

/** The trees of a pull request. Contents are fetched when they are asked for; whoever has it closes it. */
export interface MirrorSnapshot {
  /** At the merge base. */
  readonly base: Tree;
  readonly head: Tree;
  /** The last commit of the base branch; `null` where that is the merge base. */
  readonly tip: Tree | null;
  /** Fetches that were made for it so far. */
  readonly fetches: () => number;
  close(): void;
}

/** A commit with its parents, as GitHub tells them. */
export interface ListedCommit {
  readonly sha: string;
  readonly parents: readonly string[];
}

/** `differs` also where git would have stopped for a person. `unknown`: a limit was met, or something was not there. */
export type MergeVerdict = "equal" | "differs" | "unknown";

export interface HistoryWant {
  readonly branch: string;
  /** Where the caller stopped last time; the listing ends before it. `null`: the listing goes on to `commitsMax`. */
  readonly after: string | null;
  readonly commitsMax: number;
}

export interface HistoryCommit extends ListedCommit {
  /** As the commit says, which anybody may write: seconds since 1970. */
  readonly committedAtSeconds: number;
}

export interface FirstParentHistory {
  readonly tip: string;
  /** Newest first. */
  readonly commits: readonly HistoryCommit[];
  /**
   * Why it ended: at `after`, at the beginning of the history, at `commitsMax`, or because `after` is not among the first
   * parents any more (`rewritten`: somebody pushed with force, or a merge whose other parent was the branch).
   */
  readonly end: "after" | "root" | "commits-max" | "rewritten";
}

/** Bare repositories on disk, each with no more of its origin than was asked for. */
export interface Mirrors {
  /** The trees to compare. Throws {@link MirrorError}. */
  fetch(source: MirrorSource, want: Want): Promise<MirrorSnapshot>;
  /**
   * Commit to the paths that it changes against its first parent. A commit is missing where that cannot be told: a
   * limit was met, or it changes paths that are not UTF-8. Throws {@link MirrorError}.
   */
  commitPaths(
    source: MirrorSource,
    commits: readonly ListedCommit[],
  ): Promise<ReadonlyMap<string, ReadonlySet<string>>>;
  /**
   * Whether the tree of a merge is what git makes of its two parents by itself. `mergeBase` is that of the parents;
   * `null` has it looked up in the history, which is fetched for it. Throws {@link MirrorError}.
   */
  automaticMerge(source: MirrorSource, merge: ListedCommit, mergeBase: string | null): Promise<MergeVerdict>;
  /** The first-parent history of a branch, newest first. Throws {@link MirrorError}. */
  firstParent(source: MirrorSource, want: HistoryWant): Promise<FirstParentHistory>;
  /** Ends what is running, and gives the folder back. Mirrors stay on disk. */
  close(): Promise<void>;
}

/** How this machine gets to the server. */
export interface NetworkSettings {
  /** As curl takes it, `http://proxy.example:3128`; `null`: none. */
  readonly proxy: string | null;
  /** A file with the certificates that are trusted; `null`: those of the system. */
  readonly certificatesFile: string | null;
}

export interface MirrorsOptions {
  /** Shared by any number of processes: each makes a folder of its own in it. */
  readonly folder: string;
  /** Of one process. */
  readonly bytesMax: number;
  readonly git: GitSettings;
  readonly network?: NetworkSettings;
  readonly now: () => Date;
  /** No field ever holds a token. */
  readonly log?: Pick<Log, "debug" | "warn">;
  readonly limits?: Partial<MirrorLimits>;
}
