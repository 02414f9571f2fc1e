import type { Finding } from "../../model/finding.ts";
import type { Report } from "../../model/report.ts";
import { causesOf } from "../causes.ts";
import { fold } from "../markdown/details.ts";
import type { PlaceOptions } from "../markdown/options.ts";
import { causeLines, listText } from "../markdown/sections.ts";
import { publicationTextsOf } from "../text/locale.ts";

/** What rules that are only observed would have said: listed, and nobody has to do anything. */
export function observedFold(
  observed: readonly Finding[],
  report: Report,
  options: PlaceOptions,
): string | null {
  const causes = causesOf(observed).filter(({ duty }) => duty !== "none" && duty !== "existing");
  if (causes.length === 0) return null;
  const count = causes.reduce((sum, { findings }) => sum + findings.length, 0);
  return fold(
    publicationTextsOf(report.locale).notice.observed(count),
    listText(causeLines(causes, report, options), report),
  );
}
