import type { Delta, RawChange, RawEntry } from "./raw-diff.ts";

/** A file that both sides changed, each in its way: only its lines can tell. */
export interface BothChanged {
  readonly path: string;
  readonly base: RawEntry;
  readonly ours: RawEntry;
  readonly theirs: RawEntry;
  /** What the merge made of it. */
  readonly merged: RawEntry;
}

export type ThreeWay =
  | { readonly kind: "differs"; readonly path: string }
  /** Equal, if the merge of each of these files is clean and gives what stands there. */
  | { readonly kind: "equal-but-for"; readonly files: readonly BothChanged[] };

/**
 * Whether a merge holds, path by path, what a merge makes by itself: what one side changed as that side has it, what
 * both changed alike as both have it, and nothing else. All three deltas start from the merge base.
 *
 * Git itself also follows renames. Where it would, this says `differs`: nobody who wrote something is ever passed over,
 * and somebody who wrote nothing may have to be asked for.
 */
export function threeWay(ours: Delta, theirs: Delta, merged: Delta): ThreeWay {
  const files: BothChanged[] = [];
  const touched = new Set([...ours.keys(), ...theirs.keys()]);
  for (const path of merged.keys()) if (!touched.has(path)) return { kind: "differs", path };
  for (const path of touched) {
    const verdict = ofPath(path, ours.get(path), theirs.get(path), merged.get(path));
    if (verdict === "differs") return { kind: "differs", path };
    if (verdict !== "equal") files.push(verdict);
  }
  return { kind: "equal-but-for", files };
}

function ofPath(
  path: string,
  ours: RawChange | undefined,
  theirs: RawChange | undefined,
  merged: RawChange | undefined,
): "equal" | "differs" | BothChanged {
  if (ours === undefined || theirs === undefined || same(ours.after, theirs.after)) {
    const expected = ours ?? theirs;
    // Both sides agree, so there is a change, and the merge has to have it.
    return merged !== undefined && same(expected?.after ?? null, merged.after) ? "equal" : "differs";
  }
  const base = ours.before;
  // Without a line of its own, the merge left the file as it was before both.
  const result = merged === undefined ? base : merged.after;
  if (!isRegular(base) || !isRegular(ours.after) || !isRegular(theirs.after) || !isRegular(result)) {
    return "differs";
  }
  if (result.mode !== mergedMode(base, ours.after, theirs.after)) return "differs";
  return ofLines({ path, base, ours: ours.after, theirs: theirs.after, merged: result });
}

/** One side may have changed the mode alone: then the lines are the other's. */
function ofLines(file: BothChanged): "equal" | "differs" | BothChanged {
  const { base, ours, theirs, merged } = file;
  if (ours.id === theirs.id || theirs.id === base.id) return merged.id === ours.id ? "equal" : "differs";
  if (ours.id === base.id) return merged.id === theirs.id ? "equal" : "differs";
  return file;
}

function mergedMode(base: RawEntry, ours: RawEntry, theirs: RawEntry): string {
  return ours.mode === base.mode ? theirs.mode : ours.mode;
}

function isRegular(entry: RawEntry | null): entry is RawEntry {
  return entry !== null && (entry.mode === "100644" || entry.mode === "100755");
}

function same(left: RawEntry | null, right: RawEntry | null): boolean {
  return left?.mode === right?.mode && left?.id === right?.id;
}
