import {
  MirrorError,
  type MirrorSnapshot,
  type MirrorSource,
  type Mirrors,
  statesInForce,
} from "../../git/index.ts";
import type { BranchPast, PastWant } from "../../model/past.ts";
import { expectedFiles } from "./expected.ts";

/** Commits of a branch that are listed: a hundred a day for three weeks. */
const listedMax = 2_000;
/** Those that are looked into: each has its trees fetched. A branch that moves faster proves less. */
const lookedAtMax = 100;

export interface PastBranch {
  readonly branch: string;
  /** The commit from which on nothing counts that came later; `null`: the branch as it is now. */
  readonly tip: string | null;
}

/** The past of a branch, and the snapshots that were opened to look at it. */
export interface OpenPast {
  readonly past: BranchPast;
  close(): void;
}

/**
 * What was in force on a branch of GitHub. Nothing is fetched before somebody asks. Whoever opens it closes it.
 */
export function openPast(
  { branch, tip }: PastBranch,
  source: MirrorSource,
  mirrors: Pick<Mirrors, "fetch" | "firstParent" | "commitPaths">,
): OpenPast {
  const snapshots = new Map<string, Promise<MirrorSnapshot>>();
  return {
    past: {
      states: async (want) => {
        const commits = await listed(source, { branch, tip }, mirrors);
        const count = inWindow(commits, want);
        const changed = await mirrors.commitPaths(source, commits.slice(0, count));
        const wanted = new Set(want.paths);
        // What a commit changed and nobody could tell may have been anything.
        const touching = commits
          .slice(0, count)
          .filter(({ sha }) => !(changed.get(sha)?.isDisjointFrom(wanted) ?? false));
        return statesInForce(commits.slice(0, count + 1), new Set(touching.map(({ sha }) => sha)), want);
      },
      tree: async (commit) => {
        const known = snapshots.get(commit) ?? snapshotOf(commit, source, mirrors);
        snapshots.set(commit, known);
        return (await known).head;
      },
    },
    close: () => {
      for (const opening of snapshots.values()) opening.then((snapshot) => snapshot.close()).catch(() => {});
    },
  };
}

/** The snapshot of a change, which takes with it what was opened to look at the past. */
export function closedWith(snapshot: MirrorSnapshot, close: () => void): MirrorSnapshot {
  return {
    ...snapshot,
    close: () => {
      close();
      snapshot.close();
    },
  };
}

/** Newest first, from the tip on; none where the tip is not on the branch, or the history is more than is fetched. */
async function listed(
  source: MirrorSource,
  { branch, tip }: PastBranch,
  mirrors: Pick<Mirrors, "firstParent">,
) {
  try {
    const { commits } = await mirrors.firstParent(source, { branch, after: null, commitsMax: listedMax });
    if (tip === null) return commits;
    const start = commits.findIndex(({ sha }) => sha === tip);
    return start < 0 ? [] : commits.slice(start);
  } catch (error) {
    // People are asked as if it had never been: a branch that cannot be looked into excuses nothing.
    if (error instanceof MirrorError && (error.code === "too-large" || error.code === "gone")) return [];
    throw error;
  }
}

/** How many of the newest may have replaced something since then: nothing ended later than what came after it claims. */
function inWindow(
  commits: readonly { readonly committedAtSeconds: number }[],
  { sinceSeconds }: PastWant,
): number {
  const older = commits.findIndex(({ committedAtSeconds }) => committedAtSeconds < sinceSeconds);
  return Math.min(older < 0 ? commits.length : older, lookedAtMax);
}

function snapshotOf(
  commit: string,
  source: MirrorSource,
  mirrors: Pick<Mirrors, "fetch">,
): Promise<MirrorSnapshot> {
  return mirrors.fetch(source, {
    commits: { tip: commit, mergeBase: commit, head: commit },
    pullNumber: null,
    expected: expectedFiles,
  });
}
