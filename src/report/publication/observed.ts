import type { Finding } from "../../model/finding.ts";
import type { ObservedRule } from "../../model/observed-rule.ts";
import type { Report } from "../../model/report.ts";
import { causesOf } from "../causes.ts";
import { fold } from "../markdown/details.ts";
import { code } from "../markdown/escape.ts";
import type { PlaceOptions } from "../markdown/options.ts";
import { causeLines, listText } from "../markdown/sections.ts";
import { quotable } from "../neutral.ts";
import { listOf, publicationTextsOf } from "../text/locale.ts";

/** What rules that are only observed would have said: listed, and nobody has to do anything. */
export function observedFold(
  { observed, newRules = [] }: ObservedFindings,
  report: Report,
  options: PlaceOptions,
): string | null {
  const causes = causesOf(observed).filter(({ duty }) => duty !== "none" && duty !== "existing");
  if (causes.length === 0) return null;
  const count = causes.reduce((sum, { findings }) => sum + findings.length, 0);
  const listed = listText(causeLines(causes, report, options), report);
  const ends = endsOf(newRules, new Set(observed.map(({ ruleId }) => ruleId)), report);
  return fold(
    publicationTextsOf(report.locale).notice.observed(count),
    ends === null ? listed : `${listed}\n\n${ends}`,
  );
}

export interface ObservedFindings {
  readonly observed: readonly Finding[];
  readonly newRules?: readonly ObservedRule[];
}

/** From when on the new ones among them count: whoever reads this may have to do something by then. */
function endsOf(
  newRules: readonly ObservedRule[],
  found: ReadonlySet<string>,
  report: Report,
): string | null {
  const { notice } = publicationTextsOf(report.locale);
  const byEnd = Map.groupBy(
    newRules.filter(({ ruleId }) => found.has(ruleId)),
    ({ until }) => until,
  );
  if (byEnd.size === 0) return null;
  return [...byEnd]
    .toSorted(([left], [right]) => (left < right ? -1 : 1))
    .map(([until, rules]) => {
      const names = rules.map(({ ruleId }) => code(quotable(ruleId)));
      return notice.newRules(listOf(names, report.locale), rules.length, until);
    })
    .join("\n");
}
