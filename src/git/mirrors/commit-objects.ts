import type { Repository } from "../repository.ts";
import { MirrorError } from "./mirror-error.ts";
import { type Delta, parseRawDiff } from "./raw-diff.ts";

export interface CommitObject {
  readonly tree: string;
  readonly parents: readonly string[];
}

/** Of nothing: what a first commit is compared with. */
const emptyTree = "4b825dc642cb6eb9a060e54bf8d69288fbee4904";

/**
 * Commits as they are written. Git itself would say that the commits of a mirror have no parents, because they are not
 * there. Throws {@link MirrorError} `corrupt` for one that is not there.
 */
export async function readCommitObjects(
  repository: Repository,
  commits: readonly string[],
): Promise<ReadonlyMap<string, CommitObject>> {
  const objects = await repository.objects.read(commits);
  return new Map(
    commits.map((commit, index) => {
      const object = objects[index];
      if (object?.kind !== "found" || object.type !== "commit" || object.content === null) {
        throw new MirrorError("corrupt", `The mirror lost the commit ${commit}.`);
      }
      return [commit, parseCommit(Buffer.from(object.content).toString("latin1"))];
    }),
  );
}

/** `tree` comes first, then one line for each parent; the rest is the author's. */
function parseCommit(text: string): CommitObject {
  const [first = "", ...lines] = text.split("\n");
  const end = lines.findIndex((line) => !line.startsWith("parent "));
  const parents = lines.slice(0, end === -1 ? undefined : end);
  return { tree: first.slice("tree ".length), parents: parents.map((line) => line.slice("parent ".length)) };
}

/** What differs between two trees; `null` as in {@link parseRawDiff}. `before` `null` is the empty tree. */
export async function diffTrees(
  repository: Repository,
  before: string | null,
  after: string,
): Promise<Delta | null> {
  const trees = [before ?? emptyTree, after];
  const output = await repository.run([
    "diff-tree",
    "-r",
    "--raw",
    "-z",
    "--no-abbrev",
    "--no-renames",
    ...trees,
  ]);
  if (output.exitCode !== 0) throw new MirrorError("corrupt", output.stderr.slice(0, 500));
  return parseRawDiff(output.stdout);
}
