import {
  type Branch,
  branchPast,
  isAncestor,
  isShallow,
  mainBranch,
  namedBranch,
  openRepository,
  originUrl,
  type PastCommit,
  PastTrees,
  pastCommits,
  type Repository,
  repositoryPlace,
  resolveRef,
} from "../../git/index.ts";
import type { BranchPast } from "../../model/past.ts";
import type { RepositoryIdentity } from "../../model/repository-identity.ts";
import type { Tree } from "../../model/tree.ts";

/** What history is asked for. */
export interface HistoryRequest {
  readonly repository: string;
  /** As people call it; `null`: the branch that pull requests go to. */
  readonly branch: string | null;
  /** `A..B`; `null`: by date, or the latest. */
  readonly range: string | null;
  /** Seconds since 1970. */
  readonly sinceSeconds: number | null;
  readonly mergesOnly: boolean;
  readonly pullsMax: number;
}

/** The history of one branch, and its trees. Whoever opens it closes it. */
export interface History {
  readonly branch: Branch;
  /** Oldest first. */
  readonly commits: readonly PastCommit[];
  readonly leftOut: number;
  readonly isShallow: boolean;
  /** The tree of the tip, where the settings of today stand. */
  readonly tip: Tree;
  readonly originUrl: string | null;
  /** Which repository this is, as far as it knows itself. */
  readonly identity: RepositoryIdentity;
  /** The tree id of a commit. Throws `GitError` where it is not there. */
  treeId(commit: string): Promise<string>;
  /** Neighbour after neighbour is cheap; never two at once. Throws `GitError`. */
  treeOf(commit: { readonly sha: string; readonly tree: string }): Promise<Tree>;
  /** What was in force on the branch up to a commit. */
  pastOf(commit: string): BranchPast;
  close(): void;
}

/** A history that cannot be looked at as it was asked for, in words for whoever asked. */
export class HistoryError extends Error {
  constructor(message: string) {
    super(message);
    this.name = "HistoryError";
  }
}

/** Opens a history. Throws `GitError` and {@link HistoryError}, whose messages say what to do. */
export async function openHistory(request: HistoryRequest): Promise<History> {
  const repository = await openRepository(request.repository);
  try {
    const { branch, from } = await rangeOf(repository, request);
    const [found, shallow] = await Promise.all([
      pastCommits(repository, {
        tip: branch.commit,
        from,
        sinceSeconds: request.sinceSeconds,
        mergesOnly: request.mergesOnly,
        commitsMax: request.pullsMax,
      }),
      isShallow(repository),
    ]);
    refuseEmpty(request, found.commits, shallow);
    const trees = new PastTrees(repository);
    const pastTree = oneAfterAnother(new PastTrees(repository), (commit) => treeIdOf(repository, commit));
    const place = await repositoryPlace(repository);
    const tipTree = await treeIdOf(repository, branch.commit);
    return {
      branch,
      ...found,
      isShallow: shallow,
      tip: await new PastTrees(repository).treeOf(
        { sha: branch.commit, tree: tipTree },
        branch.name ?? branch.commit,
      ),
      originUrl: await originUrl(repository),
      identity: { key: place.folder, name: place.name },
      treeId: (commit) => treeIdOf(repository, commit),
      treeOf: (commit) => trees.treeOf(commit),
      pastOf: (commit) => branchPast(repository, commit, pastTree),
      close: () => repository.close(),
    };
  } catch (error) {
    repository.close();
    throw error;
  }
}

/** States that changes may return to: those of neighbours are neighbours. Whoever asks waits for who asked before. */
function oneAfterAnother(trees: PastTrees, treeIdOf: (commit: string) => Promise<string>) {
  let turn: Promise<unknown> = Promise.resolve();
  return (sha: string): Promise<Tree> => {
    const tree = turn.then(async () => trees.treeOf({ sha, tree: await treeIdOf(sha) }));
    turn = tree.catch(() => undefined);
    return tree;
  };
}

async function treeIdOf(repository: Repository, commit: string): Promise<string> {
  const [object] = await repository.objects.read([`${commit}^{tree}`]);
  if (object?.kind === "found") return object.id;
  throw new HistoryError(
    `${JSON.stringify(repository.path)} does not hold ${commit}. Fetch what is missing: git fetch --unshallow, or a clone without --depth.`,
  );
}

async function rangeOf(
  repository: Repository,
  { branch, range }: HistoryRequest,
): Promise<{ readonly branch: Branch; readonly from: string | null }> {
  if (range === null) {
    const tip = branch === null ? await mainBranch(repository) : await namedBranch(repository, branch);
    return { branch: tip, from: null };
  }
  const ends = /^(?<from>.*?[^.])\.\.(?<to>[^.].*)?$/.exec(range)?.groups;
  if (ends?.["from"] === undefined)
    throw new HistoryError(
      `--range ${JSON.stringify(range)} is not understood: write A..B, two commits, tags or branches; what comes after A, up to B.`,
    );
  const from = await resolveRef(repository, ends["from"]);
  const to = await namedBranch(repository, ends["to"] ?? "HEAD");
  if (from === to.commit) throw new HistoryError(`--range ${range} is empty: both ends are the same commit.`);
  if (!(await isAncestor(repository, from, to.commit)) && (await isAncestor(repository, to.commit, from)))
    throw new HistoryError(
      `--range ${range} is empty, because it is the wrong way round: write the older end first, ${ends["to"] ?? "HEAD"}..${ends["from"]}.`,
    );
  return { branch: to, from };
}

function refuseEmpty(request: HistoryRequest, commits: readonly PastCommit[], shallow: boolean): void {
  const where = JSON.stringify(request.repository);
  if (shallow && commits.every(({ parents }) => parents.length === 0))
    throw new HistoryError(
      `${where} is a shallow clone, and holds no merge with what was before it. Fetch its history: git fetch --unshallow (actions/checkout: fetch-depth: 0).`,
    );
  if (commits.length > 0) return;
  const what = request.mergesOnly ? "no merge commits" : "nothing";
  const hint = request.mergesOnly
    ? "Teams that squash have none: leave --only merges out."
    : "Take an earlier date, or a longer range.";
  throw new HistoryError(`There is ${what} in ${where} in what was asked for. ${hint}`);
}
