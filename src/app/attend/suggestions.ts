import { counts } from "../../decision/index.ts";
import { blobId } from "../../git/index.ts";
import type { Report } from "../../model/report.ts";
import type { Tree } from "../../model/tree.ts";
import { applySuggestions, type OfferedFix, offeredFixes } from "../../report/publication/index.ts";
import type { EvaluationTrees } from "../evaluation/runner.ts";
import { changedLines } from "./changed-lines.ts";

/** Judges the change once more with another head. */
export type JudgeWith = (head: Tree) => Promise<Report>;

/**
 * Repairs that GitHub can offer: applied together and judged, the findings are gone and no other has come. Where that is
 * not so, none is offered: a repair that breaks something else is worse than an explanation.
 */
export async function verifiedFixes(
  report: Report,
  { base, head }: EvaluationTrees,
  judgeWith: JudgeWith,
): Promise<readonly OfferedFix[]> {
  const paths = [
    ...new Set(report.findings.filter(({ fix }) => fix !== null).map(({ location }) => location.path)),
  ];
  if (base === null || paths.length === 0) return [];
  const files = await head.read(paths);
  const textOf = (path: string) => {
    const bytes = files.get(path);
    return bytes === undefined ? null : Buffer.from(bytes).toString("utf8");
  };
  const offered = offeredFixes(report, { changedLines: await changedLines(paths, { base, head }), textOf });
  if (offered.length === 0) return [];
  const repaired = new Map(
    [...Map.groupBy(offered, ({ suggestion }) => suggestion.path)].map(([path, fixes]) => [
      path,
      applySuggestions(
        textOf(path) ?? "",
        fixes.map(({ suggestion }) => suggestion),
      ),
    ]),
  );
  return holds(report, await judgeWith(withFiles(head, repaired)), offered) ? offered : [];
}

function holds(before: Report, after: Report, offered: readonly OfferedFix[]): boolean {
  const counting = ({ findings }: Report) => findings.filter(counts).map(({ fingerprint }) => fingerprint);
  const left = new Set(counting(after));
  const known = new Set(counting(before));
  return (
    offered.every(({ fingerprints }) => fingerprints.every((fingerprint) => !left.has(fingerprint))) &&
    [...left].every((fingerprint) => known.has(fingerprint))
  );
}

/** A tree in which some files have another text. */
function withFiles(tree: Tree, texts: ReadonlyMap<string, string>): Tree {
  const bytesOf = new Map([...texts].map(([path, text]) => [path, Buffer.from(text, "utf8")]));
  const entries = new Map(tree.entries);
  for (const [path, bytes] of bytesOf) {
    const entry = entries.get(path);
    if (entry !== undefined) entries.set(path, { ...entry, blob: blobId(bytes), sizeBytes: bytes.length });
  }
  return {
    ...tree,
    commit: null,
    entries,
    read: async (paths) => {
      const others = await tree.read(paths.filter((path) => !bytesOf.has(path)));
      const own = paths.flatMap((path): [string, Uint8Array][] => {
        const bytes = bytesOf.get(path);
        return bytes === undefined ? [] : [[path, bytes]];
      });
      return new Map([...others, ...own]);
    },
  };
}
