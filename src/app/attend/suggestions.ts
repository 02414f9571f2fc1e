import type { Report } from "../../model/report.ts";
import { type OfferedFix, offeredFixes } from "../../report/publication/index.ts";
import type { EvaluationTrees } from "../evaluation/runner.ts";
import { changedLines } from "./changed-lines.ts";

/** The repairs of a report that GitHub can offer: they were written and judged with it, and lie within the diff. */
export async function suggestedFixes(
  report: Report,
  { base, head }: EvaluationTrees,
): Promise<readonly OfferedFix[]> {
  const paths = [...new Set((report.fixes ?? []).map(({ path }) => path))];
  if (base === null || paths.length === 0) return [];
  const files = await head.read(paths);
  const textOf = (path: string) => {
    const bytes = files.get(path);
    return bytes === undefined ? null : Buffer.from(bytes).toString("utf8");
  };
  return offeredFixes(report, { changedLines: await changedLines(paths, { base, head }), textOf });
}
