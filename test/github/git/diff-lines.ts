import type { Repository } from "../world/types.ts";

/** Lines of the new file that one hunk shows, with three lines of context. */
export interface Hunk {
  readonly from: number;
  readonly to: number;
}

/** `null`: the path does not change between the merge base and the head. */
export function linesOfDiff(
  repository: Repository,
  base: string,
  head: string,
  path: string,
): readonly Hunk[] | null {
  const from = repository.commits.mergeBase(base, head);
  if (from === null) return null;
  const diff = repository.objects
    .run(["--literal-pathspecs", "diff", "--no-renames", "--unified=3", from, head, "--", path])
    .toString("utf8");
  if (diff === "") return null;
  return [...diff.matchAll(/^@@ -\d+(?:,\d+)? \+(\d+)(?:,(\d+))? @@/gm)].map((found) => {
    const start = Number(found[1]);
    return { from: start, to: start + Number(found[2] ?? 1) - 1 };
  });
}
