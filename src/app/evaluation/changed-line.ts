import { isFileLocation, type Location } from "../../model/location.ts";
import type { Tree } from "../../model/tree.ts";
import type { JudgedFinding } from "../../policy/judged-finding.ts";

/**
 * A finding about a changed path names the file. Who looks wants to see what changed there, so it gets the first line
 * that differs; a file that is new as a whole stays one, and one that is gone is a place of the base.
 */
export async function atChangedLines(
  findings: readonly JudgedFinding[],
  base: Tree | null,
  head: Tree,
): Promise<readonly JudgedFinding[]> {
  const paths = findings.map(({ location }) => location.path);
  if (base === null || paths.length === 0) return findings;
  const [before, after] = await Promise.all([base.read(paths), head.read(paths)]);
  return findings.map((finding) => {
    const { path } = finding.location;
    const location = changedPlace(finding.location, before.get(path), after.get(path));
    return location === finding.location ? finding : { ...finding, location };
  });
}

function changedPlace(
  location: Location,
  before: Uint8Array | undefined,
  after: Uint8Array | undefined,
): Location {
  if (!isFileLocation(location) || before === undefined) return location;
  if (after === undefined) return { ...location, side: "base" };
  const line = firstChangedLine(linesOf(before), linesOf(after));
  return { ...location, startLine: line, endLine: line };
}

/** 1-based, in `after`; its last line where lines at the end are gone. */
export function firstChangedLine(before: readonly string[], after: readonly string[]): number {
  const different = after.findIndex((line, index) => line !== before[index]);
  return different === -1 ? Math.max(1, after.length) : different + 1;
}

function linesOf(bytes: Uint8Array): readonly string[] {
  return Buffer.from(bytes).toString("utf8").replace(/\n$/, "").split("\n");
}
