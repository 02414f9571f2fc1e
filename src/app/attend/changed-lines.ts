import { structuredPatch } from "diff";
import type { Tree } from "../../model/tree.ts";
import type { LineRange } from "../../report/publication/context.ts";

/** What GitHub shows around a change. */
const contextLines = 3;
/** Beyond that many differing lines a file is new in all but name; the search for the shortest diff gets slow there. */
const editsMax = 2_000;

/** The lines of the head that a diff shows, for files of the head that the base has or has not. */
export async function changedLines(
  paths: readonly string[],
  trees: { readonly base: Tree; readonly head: Tree },
): Promise<ReadonlyMap<string, readonly LineRange[]>> {
  const [before, after] = await Promise.all([trees.base.read(paths), trees.head.read(paths)]);
  const shown = paths.flatMap((path): [string, readonly LineRange[]][] => {
    const bytes = after.get(path);
    return bytes === undefined ? [] : [[path, rangesOf(textOf(before.get(path)), textOf(bytes))]];
  });
  return new Map(shown);
}

function textOf(bytes: Uint8Array | undefined): string {
  return bytes === undefined ? "" : Buffer.from(bytes).toString("utf8");
}

function rangesOf(before: string, after: string): readonly LineRange[] {
  const patch = structuredPatch("", "", before, after, undefined, undefined, {
    context: contextLines,
    maxEditLength: editsMax,
  });
  if (patch === undefined) return [];
  return patch.hunks
    .filter(({ newLines }) => newLines > 0)
    .map(({ newStart, newLines }) => ({ startLine: newStart, endLine: newStart + newLines - 1 }));
}
