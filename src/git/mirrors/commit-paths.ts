import { openRepository, type Repository } from "../repository.ts";
import { type CommitObject, diffTrees, readCommitObjects } from "./commit-objects.ts";
import { type Fetching, fetchCommits } from "./fetching.ts";
import type { Mirror } from "./mirror.ts";
import type { ListedCommit, MirrorSource } from "./ports.ts";
import { isTooMuch, withMirror } from "./with-mirror.ts";

/**
 * The commits and their first parents are fetched as any others, each with its trees: by depth, the history of the base
 * branch would come along wherever it was merged.
 */
export function pathsOfCommits(
  source: MirrorSource,
  commits: readonly ListedCommit[],
  fetching: Fetching,
): Promise<ReadonlyMap<string, ReadonlySet<string>>> {
  const told = commits.slice(0, fetching.limits.pullCommitsMax);
  if (told.length === 0) return Promise.resolve(new Map());
  return withMirror(source, "objects", fetching, async (mirror) => {
    const wanted = told.flatMap(({ sha, parents }) => [sha, ...parents.slice(0, 1)]);
    await fetchCommits(mirror, source, wanted, fetching);
    const repository = await openRepository(mirror.folder, fetching.settings.git);
    try {
      const shas = told.map(({ sha }) => sha);
      const objects = await withFirstParents(shas, { repository, mirror, source, fetching });
      return await pathsOf(shas, objects, repository, fetching.limits.commitPathsMax);
    } finally {
      repository.close();
    }
  });
}

interface Place {
  readonly repository: Repository;
  readonly mirror: Mirror;
  readonly source: MirrorSource;
  readonly fetching: Fetching;
}

/** What the commits themselves say counts, not what the caller was told about them. */
async function withFirstParents(
  shas: readonly string[],
  { repository, mirror, source, fetching }: Place,
): Promise<ReadonlyMap<string, CommitObject>> {
  const own = await readCommitObjects(repository, shas);
  const parents = [...own.values()].flatMap((commit) => commit.parents.slice(0, 1));
  await fetchCommits(mirror, source, parents, fetching);
  return new Map([...(await readCommitObjects(repository, [...new Set(parents)])), ...own]);
}

/** Oldest first, as far as the limit reaches. */
async function pathsOf(
  shas: readonly string[],
  objects: ReadonlyMap<string, CommitObject>,
  repository: Repository,
  pathsMax: number,
): Promise<ReadonlyMap<string, ReadonlySet<string>>> {
  const found = new Map<string, ReadonlySet<string>>();
  let paths = 0;
  for (const sha of shas) {
    const commit = objects.get(sha);
    if (commit === undefined || paths >= pathsMax) continue;
    const before = objects.get(commit.parents[0] ?? "")?.tree ?? null;
    const delta = await diffTrees(repository, before, commit.tree).catch((error: unknown) => {
      if (isTooMuch(error)) return null;
      throw error;
    });
    paths += delta?.size ?? 0;
    if (delta !== null && paths <= pathsMax) found.set(sha, new Set(delta.keys()));
  }
  return found;
}
