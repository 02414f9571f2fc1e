import type { TreeEntry } from "../../model/tree.ts";
import { openRepository, type Repository } from "../repository.ts";
import { SnapshotBlobs } from "./blobs.ts";
import { diffTrees, readCommitObjects } from "./commit-objects.ts";
import { type Fetching, fetchCommits } from "./fetching.ts";
import { fetchAncestors } from "./history.ts";
import { mergesCleanly } from "./merge-contents.ts";
import type { Mirror } from "./mirror.ts";
import type { ListedCommit, MergeVerdict, MirrorSource } from "./ports.ts";
import { type BothChanged, threeWay } from "./three-way.ts";
import { isTooMuch, withMirror } from "./with-mirror.ts";

/** Whether somebody wrote something in a merge, or git alone. */
export async function isAutomaticMerge(
  source: MirrorSource,
  merge: ListedCommit,
  mergeBase: string | null,
  fetching: Fetching,
): Promise<MergeVerdict> {
  const [first, second, ...others] = merge.parents;
  if (first === undefined || second === undefined || others.length > 0) return "unknown";
  const base = mergeBase ?? (await onlyMergeBase(source, [first, second], fetching));
  if (base === null) return "unknown";
  const sides = { base, merge: merge.sha, ours: first, theirs: second };
  return withMirror(source, "objects", fetching, async (mirror) => {
    await fetchCommits(mirror, source, Object.values(sides), fetching);
    const repository = await openRepository(mirror.folder, fetching.settings.git);
    try {
      const files = await changedByBoth(repository, sides);
      if (typeof files === "string") return files;
      return await verdictOfContents(files, mirror, source, fetching);
    } catch (error) {
      if (isTooMuch(error)) return "unknown";
      throw error;
    } finally {
      repository.close();
    }
  });
}

/** `null`: none, or several, as after criss-cross merges. Git then merges those first, which is not retraced here. */
function onlyMergeBase(
  source: MirrorSource,
  parents: readonly [string, string],
  fetching: Fetching,
): Promise<string | null> {
  return withMirror(source, "history", fetching, async (mirror) => {
    await fetchAncestors(mirror, source, parents, fetching);
    const repository = await openRepository(mirror.folder, fetching.settings.git);
    try {
      const answer = await repository.run(["merge-base", "--all", ...parents]);
      const bases = answer.stdout.toString("latin1").trim().split("\n");
      return answer.exitCode === 0 && bases.length === 1 ? (bases[0] ?? null) : null;
    } finally {
      repository.close();
    }
  });
}

interface Sides {
  readonly base: string;
  readonly merge: string;
  readonly ours: string;
  readonly theirs: string;
}

async function changedByBoth(
  repository: Repository,
  { base, merge, ours, theirs }: Sides,
): Promise<readonly BothChanged[] | "differs" | "unknown"> {
  const objects = await readCommitObjects(repository, [base, merge, ours, theirs]);
  const { parents = [] } = objects.get(merge) ?? {};
  if (parents.length !== 2 || parents[0] !== ours || parents[1] !== theirs) return "unknown";
  const before = objects.get(base)?.tree ?? null;
  const delta = async (commit: string) => diffTrees(repository, before, objects.get(commit)?.tree ?? "");
  const [left, right, merged] = [await delta(ours), await delta(theirs), await delta(merge)];
  if (left === null || right === null || merged === null) return "unknown";
  const compared = threeWay(left, right, merged);
  return compared.kind === "differs" ? "differs" : compared.files;
}

async function verdictOfContents(
  files: readonly BothChanged[],
  mirror: Mirror,
  source: MirrorSource,
  fetching: Fetching,
): Promise<MergeVerdict> {
  if (files.length === 0) return "equal";
  if (files.length > fetching.limits.mergedFilesMax) return "unknown";
  const entries = files.flatMap(({ path, base, ours, theirs }) =>
    [base, ours, theirs].map(({ id }): TreeEntry => ({ path, mode: "file", blob: id, sizeBytes: null })),
  );
  const blobs = await SnapshotBlobs.open(mirror, source, fetching);
  try {
    const contents = await blobs.read(entries);
    if (entries.some(({ blob }) => !contents.has(blob))) return "unknown";
    return await mergesCleanly(files, mirror.folder, fetching.settings.git);
  } finally {
    blobs.close();
  }
}
