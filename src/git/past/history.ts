import { GitError } from "../git-error.ts";
import { failureOf } from "../git-process.ts";
import { type Repository, resolveRef } from "../repository.ts";

/** One commit of a branch's own line: a merge, or whatever was committed or squashed onto it. */
export interface PastCommit {
  readonly sha: string;
  readonly tree: string;
  /** First the one that the branch was at before. Empty: the beginning, or the edge of a shallow clone. */
  readonly parents: readonly string[];
  readonly committedAtSeconds: number;
  /** First line of the message. */
  readonly subject: string;
  /** The rest of the message, as far as a title may stand in it. */
  readonly body: string;
}

export interface PastWant {
  /** Commit ids; `from` and all that it holds is left out. */
  readonly tip: string;
  readonly from: string | null;
  /** Only what was committed at or after it. Dates may go back and forth, so the line is walked to its end. */
  readonly sinceSeconds: number | null;
  readonly mergesOnly: boolean;
  /** The latest that are taken. */
  readonly commitsMax: number;
}

export interface PastCommits {
  /** Oldest first. */
  readonly commits: readonly PastCommit[];
  /** How many there are that were left out because of `commitsMax`. */
  readonly leftOut: number;
}

/** A line of a branch that is walked: half a million is more than any that people know. */
const lineMax = 500_000;
/** A title is in the first lines of a message; a body may be a changelog. */
const bodyCharactersMax = 2_000;

/** The first-parent line of a branch. `git rev-list` is plumbing: no setting of the repository changes what it says or starts. */
export async function pastCommits(repository: Repository, want: PastWant): Promise<PastCommits> {
  const line = await firstParentLine(repository, want);
  const wanted = line.filter(
    ({ seconds, parents }) =>
      (want.sinceSeconds === null || seconds >= want.sinceSeconds) && (!want.mergesOnly || parents > 1),
  );
  const taken = wanted.slice(0, want.commitsMax).toReversed();
  return {
    commits: await describe(
      repository,
      taken.map(({ sha }) => sha),
    ),
    leftOut: wanted.length - taken.length,
  };
}

interface OnLine {
  readonly sha: string;
  readonly seconds: number;
  readonly parents: number;
}

async function firstParentLine(
  repository: Repository,
  { tip, from }: Pick<PastWant, "tip" | "from">,
): Promise<readonly OnLine[]> {
  const range = from === null ? [tip] : [tip, `^${from}`];
  const text = await output(repository, [
    "rev-list",
    "--first-parent",
    "--parents",
    "--timestamp",
    `--max-count=${lineMax}`,
    ...range,
  ]);
  return text
    .split("\n")
    .filter((row) => row !== "")
    .map((row) => {
      const [seconds = "", sha = "", ...parents] = row.split(" ");
      return { sha, seconds: Number(seconds), parents: parents.length };
    });
}

/** Commits whose messages are asked for at once: messages of any length fit what one answer may hold. */
const commitsPerAnswer = 500;

async function describe(repository: Repository, shas: readonly string[]): Promise<readonly PastCommit[]> {
  const commits: PastCommit[] = [];
  for (let start = 0; start < shas.length; start += commitsPerAnswer) {
    const asked = shas.slice(start, start + commitsPerAnswer);
    const text = await output(
      repository,
      ["rev-list", "--no-walk=unsorted", "--stdin", "--encoding=UTF-8", "--format=%T%n%P%n%ct%n%s%n%b%x00"],
      `${asked.join("\n")}\n`,
    );
    const described = text.split("\0").filter((record) => record.trim() !== "");
    commits.push(...described.map(commitOf));
  }
  return commits;
}

/** `commit <sha>`, then one line each for tree, parents, date and subject, then the body. No message holds a NUL. */
function commitOf(record: string): PastCommit {
  const [heading = "", tree = "", parents = "", seconds = "", subject = "", ...body] = record
    .replace(/^\n/, "")
    .split("\n");
  return {
    sha: heading.slice("commit ".length),
    tree,
    parents: parents.split(" ").filter((id) => id !== ""),
    committedAtSeconds: Number(seconds),
    subject,
    body: body.join("\n").slice(0, bodyCharactersMax),
  };
}

async function output(repository: Repository, arguments_: readonly string[], input = ""): Promise<string> {
  const answer = await repository.run(arguments_, input);
  if (answer.exitCode !== 0) throw failureOf(repository.path, answer.stderr);
  return answer.stdout.toString("utf8");
}

/** Whether the clone ends before the history does. */
export async function isShallow(repository: Repository): Promise<boolean> {
  return (await output(repository, ["rev-parse", "--is-shallow-repository"])).trim() === "true";
}

export interface Branch {
  /** As people call it, without its remote; `null`: a commit that no branch was named for. */
  readonly name: string | null;
  readonly commit: string;
}

/**
 * The branch that pull requests go to, as far as the repository knows it: what its origin calls the default, else what
 * is checked out. Throws {@link GitError} where there is no commit at all.
 */
export async function mainBranch(repository: Repository): Promise<Branch> {
  for (const ref of ["refs/remotes/origin/HEAD", "HEAD"]) {
    const named = await repository.run(["symbolic-ref", "--quiet", ref]);
    const target = named.exitCode === 0 ? named.stdout.toString("utf8").trim() : null;
    const [object] = await repository.objects.read([`${target ?? ref}^{commit}`]);
    if (object?.kind === "found")
      return { name: target === null ? null : branchName(target), commit: object.id };
  }
  throw new GitError(
    "unknown-ref",
    `${JSON.stringify(repository.path)} has no commit yet, or none that is checked out. Commit first, fetch, or name a branch.`,
  );
}

/** A branch that somebody names. Throws {@link GitError} with what is written alike. */
export async function namedBranch(repository: Repository, ref: string): Promise<Branch> {
  return { name: branchName(ref), commit: await resolveRef(repository, ref) };
}

/** `origin/main` and `refs/heads/main` are both the branch `main`; a commit id or an expression is no branch. */
function branchName(ref: string): string | null {
  if (/^[0-9a-f]{7,64}$/.test(ref) || /[~^@:]/.test(ref) || ref === "HEAD") return null;
  return ref.replace(/^refs\/(?:heads|remotes\/[^/]+)\//, "").replace(/^origin\//, "");
}

/** Whether one commit is reached from another. */
export async function isAncestor(repository: Repository, ancestor: string, commit: string): Promise<boolean> {
  return (await repository.run(["merge-base", "--is-ancestor", ancestor, commit])).exitCode === 0;
}

/** The address that the clone came from, as its configuration says; `null`: from nowhere. */
export async function originUrl(repository: Repository): Promise<string | null> {
  const answer = await repository.run(["config", "--get", "remote.origin.url"]);
  const url = answer.stdout.toString("utf8").trim();
  return answer.exitCode === 0 && url !== "" ? url : null;
}
