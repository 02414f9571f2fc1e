import { createHash } from "node:crypto";
import { openRepository, type Repository } from "../repository.ts";
import { checkIds, type Fetching, fetchInto } from "./fetching.ts";
import type { Mirror } from "./mirror.ts";
import { MirrorError } from "./mirror-error.ts";
import type { FirstParentHistory, HistoryCommit, HistoryWant, MirrorSource } from "./ports.ts";
import { withMirror } from "./with-mirror.ts";

/** Commits that the server is told of: it leaves out their histories. */
const havesMax = 12;

/**
 * The history is fetched whole, without trees, into a mirror of its own: 80,000 commits have 20 MB and come in a second,
 * and later fetches bring what is new. A limit by date would end where a commit claims to be old, which anybody may
 * write; one by depth makes the server send everything once a merge reaches below it, and hides merge bases.
 */
export function firstParentHistory(
  source: MirrorSource,
  want: HistoryWant,
  fetching: Fetching,
): Promise<FirstParentHistory> {
  return withMirror(source, "history", fetching, async (mirror) => {
    const ref = await fetchBranch(mirror, source, want.branch, fetching);
    const repository = await openRepository(mirror.folder, fetching.settings.git);
    try {
      const tip = await commitOf(repository, ref);
      await mirror.add([tip]);
      return await list(repository, tip, want);
    } finally {
      repository.close();
    }
  });
}

/** Brings commits with all of their ancestors. */
export async function fetchAncestors(
  mirror: Mirror,
  source: MirrorSource,
  commits: readonly string[],
  fetching: Fetching,
): Promise<void> {
  const missing = commits.filter((commit) => !mirror.commits.has(commit));
  if (missing.length === 0) return;
  checkIds(missing);
  await fetchHistory(mirror, source, missing, fetching);
  await mirror.add(missing);
}

/** The ref of the mirror that now names the branch's tip: no name of a branch ever becomes the name of a file. */
async function fetchBranch(
  mirror: Mirror,
  source: MirrorSource,
  branch: string,
  fetching: Fetching,
): Promise<string> {
  if (!isBranchName(branch)) throw new MirrorError("gone", `There is no branch ${JSON.stringify(branch)}.`);
  const ref = `refs/branches/${createHash("sha256").update(branch).digest("hex")}`;
  await fetchHistory(mirror, source, [`+refs/heads/${branch}:${ref}`], fetching);
  return ref;
}

function fetchHistory(
  mirror: Mirror,
  source: MirrorSource,
  wanted: readonly string[],
  fetching: Fetching,
): Promise<void> {
  const { historyBytesMax, historyTimeoutMs } = fetching.limits;
  const haves = [...mirror.commits].slice(-havesMax);
  return fetchInto(mirror, source, fetching, {
    options: ["--filter=tree:0", ...haves.map((commit) => `--negotiation-tip=${commit}`)],
    wanted,
    bytesMax: historyBytesMax,
    timeoutMs: historyTimeoutMs,
  });
}

/** What git allows in a name, as far as it would mean something else in a request. */
function isBranchName(branch: string): boolean {
  return (
    branch !== "" &&
    branch.length <= 1_000 &&
    // biome-ignore lint/suspicious/noControlCharactersInRegex: exactly these must not be in a name.
    !/[\x00-\x20\x7f~^:?*[\\]|\.\.|@\{|\/\/|\.lock$|\/$|^\//.test(branch)
  );
}

async function commitOf(repository: Repository, ref: string): Promise<string> {
  const answer = await repository.run(["rev-parse", "--verify", "--quiet", `${ref}^{commit}`]);
  const commit = answer.stdout.toString("latin1").trim();
  if (answer.exitCode !== 0) throw new MirrorError("corrupt", `The mirror lost ${ref}.`);
  return commit;
}

async function list(
  repository: Repository,
  tip: string,
  { after, commitsMax }: HistoryWant,
): Promise<FirstParentHistory> {
  if (tip === after) return { tip, commits: [], end: "after" };
  const known = after !== null && (await isAncestor(repository, after, tip));
  if (known) {
    const commits = await firstParents(repository, [tip, `^${after}`], commitsMax + 1);
    if (commits.length <= commitsMax && commits.at(-1)?.parents[0] === after) {
      return { tip, commits, end: "after" };
    }
  }
  const commits = await firstParents(repository, [tip], commitsMax + 1);
  const at = commits.findIndex(({ sha }) => sha === after);
  if (at >= 0) return { tip, commits: commits.slice(0, at), end: "after" };
  const end = endOf(commits.length > commitsMax, after, known);
  return { tip, commits: commits.slice(0, commitsMax), end };
}

function endOf(hasMore: boolean, after: string | null, known: boolean): FirstParentHistory["end"] {
  if (after !== null && (!known || !hasMore)) return "rewritten";
  return hasMore ? "commits-max" : "root";
}

async function isAncestor(repository: Repository, ancestor: string, commit: string): Promise<boolean> {
  if (!/^[0-9a-f]{40,64}$/.test(ancestor)) return false;
  return (await repository.run(["merge-base", "--is-ancestor", ancestor, commit])).exitCode === 0;
}

async function firstParents(
  repository: Repository,
  range: readonly string[],
  commitsMax: number,
): Promise<readonly HistoryCommit[]> {
  const answer = await repository.run([
    "rev-list",
    "--first-parent",
    "--parents",
    "--timestamp",
    `--max-count=${commitsMax}`,
    ...range,
  ]);
  if (answer.exitCode !== 0) throw new MirrorError("corrupt", answer.stderr.slice(0, 500));
  return answer.stdout
    .toString("latin1")
    .split("\n")
    .filter((line) => line !== "")
    .map((line) => {
      const [seconds, sha = "", ...parents] = line.split(" ");
      return { sha, parents, committedAtSeconds: Number(seconds) };
    });
}
