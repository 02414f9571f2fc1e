import { GitError } from "./git-error.ts";
import { defaultGitSettings, failureOf, type GitOutput, type GitSettings, runGit } from "./git-process.ts";
import { nearMatches } from "./near-matches.ts";
import { ObjectReader } from "./object-reader.ts";

/** A repository that is open: one process of git waits for questions until it is closed. */
export interface Repository {
  /** As the caller wrote it. */
  readonly path: string;
  readonly objects: ObjectReader;
  /** Runs git in it, hardened, to its end, with `input` to read. */
  run(arguments_: readonly string[], input?: string): Promise<GitOutput>;
  close(): void;
}

/** Longer than any ref that git allows on disk. */
const refCharactersMax = 1024;

/**
 * Opens a bare or normal repository, a worktree, or a folder inside one. Throws {@link GitError} where it is none.
 * Whoever opens it closes it.
 */
export async function openRepository(
  path: string,
  settings: GitSettings = defaultGitSettings,
): Promise<Repository> {
  const objects = new ObjectReader(path, settings);
  await objects.read(["HEAD"]);
  return {
    path,
    objects,
    run: (arguments_, input) => runGit(path, arguments_, settings, input),
    close: () => objects.close(),
  };
}

/** The commit that a branch, tag, id or expression (`HEAD~1`) names. Throws {@link GitError} with what is written alike. */
export async function resolveRef(repository: Repository, ref: string): Promise<string> {
  if (ref !== "" && ref.length <= refCharactersMax && !/[\0\n]/.test(ref)) {
    const [object] = await repository.objects.read([`${ref}^{commit}`]);
    if (object?.kind === "found") return object.id;
  }
  throw new GitError("unknown-ref", await unknownRef(repository, ref));
}

async function unknownRef(repository: Repository, ref: string): Promise<string> {
  const where = JSON.stringify(repository.path);
  const listing = await repository.run(["for-each-ref", "--format=%(refname:short)"]);
  const known = listing.stdout
    .toString("utf8")
    .split("\n")
    .filter((name) => name !== "");
  const what = `${where} has no commit ${JSON.stringify(ref.slice(0, refCharactersMax))}.`;
  if (known.length === 0) return `${what} It has no branches and tags yet: commit first, or fetch.`;
  const near = nearMatches(ref, known);
  const hint = near.length === 0 ? "git branch --all lists what it has." : `Did you mean ${near.join(", ")}?`;
  return `${what} ${hint} If it exists elsewhere, fetch it first.`;
}

export interface MergeBase {
  readonly commit: string;
  /** How many equally good ones there are; git's first is taken. More than one after criss-cross merges. */
  readonly candidates: number;
}

/**
 * Where two commits (ids) parted, as `git diff base...head` sees it. Throws {@link GitError} where they have no common
 * ancestor, or the clone is too shallow to hold it.
 */
export async function mergeBase(repository: Repository, base: string, head: string): Promise<MergeBase> {
  const output = await repository.run(["merge-base", "--all", base, head]);
  const [commit, ...others] = output.stdout
    .toString("utf8")
    .split("\n")
    .filter((id) => id !== "");
  if (commit !== undefined) return { commit, candidates: others.length + 1 };
  if (output.exitCode !== 1) throw failureOf(repository.path, output.stderr);
  throw new GitError("no-merge-base", await unrelated(repository, base, head));
}

async function unrelated(repository: Repository, base: string, head: string): Promise<string> {
  const what = `${base} and ${head} have no common ancestor in ${JSON.stringify(repository.path)}.`;
  const shallow = await repository.run(["rev-parse", "--is-shallow-repository"]);
  if (shallow.stdout.toString("utf8").trim() === "true") {
    return `${what} The clone is shallow: fetch its history with git fetch --unshallow (actions/checkout: fetch-depth: 0).`;
  }
  return `${what} Check that both belong to the same history.`;
}
