import type { RiskItem } from "../../model/decision.ts";
import type { CheckRunContent } from "../../model/publication.ts";
import type { Report } from "../../model/report.ts";
import { code } from "../markdown/escape.ts";
import { reasonLine, tableText } from "../markdown/rows.ts";
import { outcomeOf } from "../outcome.ts";
import { listOf, publicationTextsOf, textsOf } from "../text/locale.ts";
import { annotationsOf } from "./annotations.ts";
import { externalId, fitted, identityLine } from "./check.ts";
import type { PublicationContext } from "./context.ts";
import { placesIn } from "./links.ts";
import { itemText } from "./news.ts";
import { plainTitle } from "./situation.ts";
import { observedTitle } from "./unenforced.ts";

/** Items and pull requests that are named one by one. */
const itemsShownMax = 50;
const pullsShownMax = 20;

export interface MergeGroupInput {
  /** Of the group's commit against its base, in the mode in force. */
  readonly report: Report;
  readonly decisionId: string;
  readonly conclusion: "success" | "failure";
  readonly pulls: readonly number[];
  /** What no standing approval of the pull requests covers. */
  readonly uncovered: readonly RiskItem[];
  readonly repository: PublicationContext["repository"];
  readonly excerpt: PublicationContext["excerpt"];
}

/** The check of a merge group: nobody can approve there, so it passes or says what is missing. */
export function renderMergeGroup(input: MergeGroupInput): CheckRunContent {
  const { report, conclusion, decisionId } = input;
  const outcome = outcomeOf(report);
  const { annotations } =
    conclusion === "failure"
      ? annotationsOf(outcome.fix, report, { changedLines: new Map() })
      : { annotations: [] };
  const content = {
    title: plainTitle(titleOf(input)),
    summary: fitted(
      summaryOf(input).map((text) => ({ text, rank: 0 })),
      report,
    ),
    text: null,
    conclusion,
    annotations,
    actions: [],
    detailsUrl: null,
  };
  return { ...content, externalId: externalId(null, decisionId, content) };
}

function titleOf({ report, conclusion, uncovered }: MergeGroupInput): string {
  const outcome = outcomeOf(report);
  const { group } = publicationTextsOf(report.locale);
  if (report.mode !== "enforce") return observedTitle(outcome, report.locale);
  if (conclusion === "success") return outcome.deciding === null ? group.passed : group.approved;
  return outcome.fix.length > 0 ? group.fix(outcome.fix.length) : group.uncovered(uncovered.length);
}

function summaryOf(input: MergeGroupInput): readonly string[] {
  const { report, conclusion, decisionId, uncovered } = input;
  const outcome = outcomeOf(report);
  const { group } = publicationTextsOf(report.locale);
  const { next } = textsOf(report.locale);
  const options = placesIn(report, input);
  const failed = conclusion === "failure";
  const blocked = failed && outcome.fix.length > 0;
  const items = uncovered.slice(0, itemsShownMax).map((item) => `- ${itemText(item, report)}`);
  const parts = [
    `**${titleOf(input)}**`,
    blocked && outcome.deciding !== null ? reasonLine(outcome.deciding, report, options) : null,
    blocked ? tableText(report, outcome, options, itemsShownMax) : null,
    failed && items.length > 0 ? [group.uncoveredTitle, ...items].join("\n") : null,
    failed ? `**${next.label}** ${blocked ? next.push : group.next}` : null,
    input.pulls.length === 0 ? null : group.pulls(pullList(input)),
    identityLine(report, decisionId),
  ];
  return parts.filter((part) => part !== null);
}

function pullList({ pulls, report }: MergeGroupInput): string {
  const shown = pulls.slice(0, pullsShownMax).map((number) => code(`#${number}`));
  if (pulls.length > pullsShownMax) shown.push("…");
  return listOf(shown, report.locale);
}
