import { pathText } from "../path-text.ts";

/** A file of a tree as git has it. */
export interface RawEntry {
  /** Octal, as git writes it: `100644`. */
  readonly mode: string;
  readonly id: string;
}

/** `null`: not there. */
export interface RawChange {
  readonly before: RawEntry | null;
  readonly after: RawEntry | null;
}

/** Path to what became of it. */
export type Delta = ReadonlyMap<string, RawChange>;

/**
 * Reads `git diff-tree -r --raw -z --no-abbrev` of two trees: `:mode mode id id status NUL path NUL`, again and again.
 * `null` where a path is not UTF-8: such paths have other names in a listing, so nothing could be told by this one.
 */
export function parseRawDiff(output: Buffer): Delta | null {
  const changes = new Map<string, RawChange>();
  for (let start = 0; start < output.length; ) {
    const end = output.indexOf(0, start);
    const next = output.indexOf(0, end + 1);
    const bytes = output.subarray(end + 1, next);
    const path = pathText(bytes);
    if (!bytes.equals(Buffer.from(path))) return null;
    changes.set(path, changeOf(output.toString("latin1", start + 1, end)));
    start = next + 1;
  }
  return changes;
}

function changeOf(line: string): RawChange {
  const [modeBefore = "", modeAfter = "", idBefore = "", idAfter = ""] = line.split(" ");
  return { before: entryOf(modeBefore, idBefore), after: entryOf(modeAfter, idAfter) };
}

function entryOf(mode: string, id: string): RawEntry | null {
  return mode === "000000" ? null : { mode, id };
}
