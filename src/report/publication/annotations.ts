import type { Finding } from "../../model/finding.ts";
import type { Annotation } from "../../model/publication.ts";
import type { Report } from "../../model/report.ts";
import type { Cause, Duty } from "../causes.ts";
import { fixSentence } from "../fix-text.ts";
import { messageOf } from "../message.ts";
import { shortened, visible } from "../neutral.ts";
import { publicationTextsOf } from "../text/locale.ts";
import type { LineRange, PublicationContext } from "./context.ts";

/** GitHub shows no more of one check that anybody would look through, and takes fifty a request. */
export const annotationsMax = 100;
/** GitHub cuts titles at 255 characters. */
const titleCharactersMax = 200;
/** GitHub takes 64 KB; nobody reads more than this beside a line. */
const messageCharactersMax = 2_000;

const levels: Readonly<Partial<Record<Duty, Annotation["level"]>>> = {
  fix: "failure",
  confirm: "warning",
  review: "warning",
  advice: "notice",
};

const weights: Readonly<Record<Annotation["level"], number>> = { failure: 0, warning: 1, notice: 2 };

interface Ranked {
  readonly finding: Finding;
  readonly level: Annotation["level"];
  readonly repeated: boolean;
  readonly outside: boolean;
}

/**
 * Findings at their lines of the head, in plain text: each cause once before any cause again, what has to be fixed before
 * what is looked at, what the diff shows before what it does not, and else in the order of the causes. `omitted`: how
 * many found no room.
 */
export function annotationsOf(
  causes: readonly Cause[],
  report: Report,
  context: Pick<PublicationContext, "changedLines">,
): { readonly annotations: readonly Annotation[]; readonly omitted: number } {
  const ranked = causes.flatMap((cause) => rankedOf(cause, context.changedLines));
  const sorted = ranked.toSorted(
    (left, right) =>
      Number(left.repeated) - Number(right.repeated) ||
      weights[left.level] - weights[right.level] ||
      Number(left.outside) - Number(right.outside),
  );
  const all = new Map<string, Annotation>();
  for (const { finding, level } of sorted) {
    const annotation = annotationOf(finding, level, report);
    const key = JSON.stringify([annotation.path, annotation.startLine, annotation.title, annotation.message]);
    if (!all.has(key)) all.set(key, annotation);
  }
  const annotations = [...all.values()].slice(0, annotationsMax);
  return { annotations, omitted: all.size - annotations.length };
}

function rankedOf({ duty, findings }: Cause, changedLines: PublicationContext["changedLines"]): Ranked[] {
  const level = levels[duty];
  if (level === undefined) return [];
  return findings.filter(isAtLine).map((finding, index) => ({
    finding,
    level,
    repeated: index > 0,
    outside: !touches(finding.location, changedLines.get(finding.location.path) ?? []),
  }));
}

/** Only the head has lines to point at, and only a path that GitHub can write can be named. */
function isAtLine({ location }: Finding): boolean {
  return location.side !== "base" && location.path !== "" && location.path.isWellFormed();
}

export function touches({ startLine, endLine }: LineRange, ranges: readonly LineRange[]): boolean {
  return ranges.some((range) => range.startLine <= endLine && startLine <= range.endLine);
}

function annotationOf(finding: Finding, level: Annotation["level"], report: Report): Annotation {
  const { path, startLine, endLine } = finding.location;
  const title = report.texts[finding.ruleId]?.title ?? "";
  return {
    path,
    startLine,
    endLine,
    level,
    title: shortened(visible(`${finding.ruleId} ${title}`.trim()), titleCharactersMax),
    message: shortened(messageText(finding, level, report), messageCharactersMax),
  };
}

function messageText(finding: Finding, level: Annotation["level"], { texts, locale }: Report): string {
  const message = messageOf(finding, texts, { format: "plain", locale });
  if (level !== "failure" || finding.fix === null) return message;
  const sentence = fixSentence(finding.fix, null, locale, (text) => text);
  return sentence === null ? message : publicationTextsOf(locale).check.withFix(message, sentence);
}
