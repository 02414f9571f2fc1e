import type { Fix } from "./finding.ts";

/** Where in its file a repair is written. */
export type RepairTarget =
  /** Below the object of YAML that begins on a line. */
  | { readonly kind: "object"; readonly line: number }
  /** The single value of YAML that begins, or whose key begins, at a place. */
  | { readonly kind: "value"; readonly line: number; readonly column: number }
  /** Below the top-level block of Terraform around a line. */
  | { readonly kind: "block"; readonly line: number };

/** A repair that can be written into a file: what is meant, not yet what it comes to. Lines are those of the head. */
export interface Repair {
  /** Of the file. */
  readonly path: string;
  readonly target: RepairTarget;
  readonly fix: Fix;
  /** Nobody has to write it: it gives way to repairs that somebody has to. */
  readonly advice: boolean;
  /** Rules that ask for it; what one rule asks for on neighbouring lines is one edit. */
  readonly ruleIds: readonly string[];
  /** Findings that are to be gone once it is written; sorted. */
  readonly fingerprints: readonly string[];
}

/** Lines of a file of the head, and what stands there afterwards. */
export interface LineEdit {
  readonly path: string;
  /** 1-based. Where nothing is taken away, the new lines come before this one, and `before` is empty. */
  readonly startLine: number;
  readonly before: readonly string[];
  readonly after: readonly string[];
  /** Findings that are gone once it is written. */
  readonly fingerprints: readonly string[];
}

/** The text with edits in it, which do not touch each other; line ends stay as they are. */
export function withLineEdits(
  text: string,
  edits: readonly Omit<LineEdit, "path" | "fingerprints">[],
): string {
  const lines = text.split("\n");
  for (const { startLine, before, after } of edits.toSorted(
    (left, right) => right.startLine - left.startLine,
  )) {
    lines.splice(startLine - 1, before.length, ...after);
  }
  return lines.join("\n");
}

/** What differs between two texts, as one run of lines; `null`: nothing. */
export function lineDifference(
  before: string,
  after: string,
): Pick<LineEdit, "startLine" | "before" | "after"> | null {
  const [old, now] = [before.split("\n"), after.split("\n")];
  const least = Math.min(old.length, now.length);
  let start = 0;
  while (start < least && old[start] === now[start]) start += 1;
  let end = 0;
  while (end < least - start && old.at(-1 - end) === now.at(-1 - end)) end += 1;
  if (start === old.length && start === now.length) return null;
  return {
    startLine: start + 1,
    before: old.slice(start, old.length - end),
    after: now.slice(start, now.length - end),
  };
}
