import type { ReviewOutcome } from "../app/review.ts";
import type { Tree } from "../model/tree.ts";
import { counted } from "../report/text/counted.ts";
import { applyFixes } from "./apply-fixes.ts";
import { oneOf } from "./arguments.ts";

type Fixes = "show" | "off" | "apply";

export function readFixes(value: string | null, otherwise: Fixes): Fixes {
  return oneOf("fixes", value, ["show", "off", "apply"] as const, otherwise);
}

/** Writes the fixes of a report into the files, and says so on standard error: standard output holds the report. */
export async function applyReviewed(outcome: ReviewOutcome, head: Tree, folder: string): Promise<void> {
  if (outcome.kind !== "reviewed") return;
  const { fixes = [] } = outcome.report;
  const files = await applyFixes(fixes, head, folder);
  const [edits, where] = [counted(fixes.length, "edit", "edits"), counted(files, "file", "files")];
  process.stderr.write(
    fixes.length === 0
      ? "sekisho: no fix was written, because none holds under all rules.\n"
      : `sekisho: ${edits} written into ${where}. Review them like any other change.\n`,
  );
}
