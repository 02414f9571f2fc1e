import type { Finding } from "../model/finding.ts";
import type { Report } from "../model/report.ts";
import { textsOf } from "./text/locale.ts";

/** Who accepted a finding: a waiver, or a comment or annotation where it stands. `write` quotes or escapes what was written. */
export function waivedBy(finding: Finding, report: Report, write: (text: string) => string): string {
  const { row } = textsOf(report.locale);
  const { suppression } = finding;
  if (finding.waiverId === null && suppression !== undefined)
    return row.ignored(write(`${suppression.path}:${suppression.line}`), write(suppression.reason));
  const id = finding.waiverId ?? "";
  const waiver = Object.hasOwn(report.waivers, id) ? report.waivers[id] : undefined;
  return waiver === undefined ? row.waived(write(id)) : row.waivedUntil(write(id), waiver.expires);
}
