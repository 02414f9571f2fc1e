import { lstatSync, readFileSync, realpathSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join, sep } from "node:path";
import { type LineEdit, withLineEdits } from "../model/repair.ts";
import type { Tree } from "../model/tree.ts";
import { UsageError } from "./usage.ts";

/**
 * Writes repairs that were judged into the files of a folder, all of them or none. Throws {@link UsageError} where a file
 * is not what was judged: what holds for the head need not hold for something else.
 */
export async function applyFixes(edits: readonly LineEdit[], head: Tree, folder: string): Promise<number> {
  const byPath = Map.groupBy(edits, ({ path }) => path);
  const files = await head.read([...byPath.keys()]);
  const written = [...byPath].map(([path, own]) => {
    const bytes = files.get(path);
    const place = join(folder, path);
    if (bytes === undefined || !isOwnFile(place, folder) || !readFileSync(place).equals(bytes))
      throw new UsageError(
        `${path} in ${folder} is not what was reviewed, so no fix was written. Check out the head, or give it as a folder.`,
      );
    return { place, text: withLineEdits(Buffer.from(bytes).toString("utf8"), own) };
  });
  replaceAll(written);
  return written.length;
}

/** No link leads anywhere else from there. */
function isOwnFile(place: string, folder: string): boolean {
  try {
    return lstatSync(place).isFile() && realpathSync(place).startsWith(`${realpathSync(folder)}${sep}`);
  } catch {
    return false;
  }
}

/** Everything is written beside its file first: a full disk leaves the files as they were. */
function replaceAll(files: readonly { readonly place: string; readonly text: string }[]): void {
  const beside = files.map(({ place }) => `${place}.sekisho-fix`);
  try {
    for (const [index, { place, text }] of files.entries())
      writeFileSync(beside[index] ?? place, text, { flag: "wx", mode: lstatSync(place).mode });
    for (const [index, { place }] of files.entries()) renameSync(beside[index] ?? place, place);
  } finally {
    for (const path of beside) rmSync(path, { force: true });
  }
}
