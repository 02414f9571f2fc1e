import type { Finding } from "../model/finding.ts";
import type { LineEdit } from "../model/repair.ts";
import type { Report } from "../model/report.ts";
import { quotable, quotedCharactersMax } from "./neutral.ts";

/** Longer edits are shown as a file of their own is: not at all. */
const editLinesMax = 40;

/** The edit that was written into the file and judged, and made a finding go away; `null`: there is none to show. */
export function editOf({ fingerprint }: Pick<Finding, "fingerprint">, report: Report): LineEdit | null {
  const edit = report.fixes?.find(({ fingerprints }) => fingerprints.includes(fingerprint));
  if (edit === undefined || edit.before.length + edit.after.length > editLinesMax) return null;
  const tooLong = [...edit.before, ...edit.after].some((line) => line.length > quotedCharactersMax);
  return tooLong ? null : edit;
}

/** The lines of an edit as a diff has them: each begins with its sign, and shows what it hides. */
export function diffLines({ before, after }: LineEdit): readonly string[] {
  const shown = (line: string) => quotable(line.replace(/\r$/, "").replaceAll("\t", "    "));
  return [...before.map((line) => `-${shown(line)}`), ...after.map((line) => `+${shown(line)}`)];
}
