import type { RiskItem } from "../../model/decision.ts";
import type { CheckRunContent } from "../../model/publication.ts";
import type { Report } from "../../model/report.ts";
import type { Cause } from "../causes.ts";
import { code } from "../markdown/escape.ts";
import { reasonLine, tableText } from "../markdown/rows.ts";
import { outcomeOf, type WriteName } from "../outcome.ts";
import { listOf, publicationTextsOf, textsOf } from "../text/locale.ts";
import { annotationsOf } from "./annotations.ts";
import { externalId, fitted, identityLine, receiptLine } from "./check.ts";
import type { PublicationContext, Receipt } from "./context.ts";
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
  /** Rules that block the group. */
  readonly blocked: readonly string[];
  /** Pull requests whose own gate is shut by now. */
  readonly shut: readonly number[];
  readonly repository: PublicationContext["repository"];
  readonly excerpt: PublicationContext["excerpt"];
  readonly receipt?: Receipt;
}

/** The check of a merge group: nobody can approve there, so it passes or says what is missing. */
export function renderMergeGroup(input: MergeGroupInput): CheckRunContent {
  const { report, conclusion, decisionId } = input;
  const { annotations } =
    conclusion === "failure"
      ? annotationsOf(fixesOf(input), report, { changedLines: new Map() })
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

/** What has to be fixed, apart from what an emergency lifts. */
function fixesOf({ report, blocked }: MergeGroupInput): readonly Cause[] {
  return outcomeOf(report).fix.filter(({ first }) => blocked.includes(first.ruleId));
}

function titleOf(input: MergeGroupInput): string {
  const { report, conclusion, uncovered, shut } = input;
  const outcome = outcomeOf(report);
  const { group } = publicationTextsOf(report.locale);
  if (report.mode !== "enforce") return observedTitle(outcome, report.locale);
  if (conclusion === "success") {
    if (outcome.deciding === null) return group.passed;
    return outcome.fix.length > 0 ? group.lifted : group.approved;
  }
  const fixes = fixesOf(input).length;
  if (fixes > 0) return group.fix(fixes);
  return uncovered.length > 0
    ? group.uncovered(uncovered.length)
    : group.shut(numberList(shut, plainly, report));
}

function summaryOf(input: MergeGroupInput): readonly string[] {
  const { report, conclusion, decisionId, uncovered } = input;
  const { group } = publicationTextsOf(report.locale);
  const { next } = textsOf(report.locale);
  const options = placesIn(report, input);
  const failed = conclusion === "failure";
  const fix = failed ? fixesOf(input) : [];
  const [first] = fix;
  const outcome = { ...outcomeOf(report), fix, deciding: first ?? null };
  const items = uncovered.slice(0, itemsShownMax).map((item) => `- ${itemText(item, report)}`);
  const parts = [
    `**${titleOf(input)}**`,
    first === undefined ? null : reasonLine(first, report, options),
    first === undefined ? null : tableText(report, outcome, options, itemsShownMax),
    failed && items.length > 0 ? [group.uncoveredTitle, ...items].join("\n") : null,
    failed && input.shut.length > 0 ? group.shutSince(numberList(input.shut, code, report)) : null,
    failed ? `**${next.label}** ${nextOf(input, fix)}` : null,
    input.pulls.length === 0 ? null : group.pulls(numberList(input.pulls, code, report)),
    identityLine(report, decisionId),
    receiptLine(input.receipt, report),
  ];
  return parts.filter((part) => part !== null);
}

function nextOf({ report, uncovered }: MergeGroupInput, fix: readonly Cause[]): string {
  const { group } = publicationTextsOf(report.locale);
  if (fix.length > 0) return group.nextFix;
  return uncovered.length > 0 ? group.next : group.nextShut;
}

function numberList(numbers: readonly number[], write: WriteName, { locale }: Report): string {
  const shown = numbers.slice(0, pullsShownMax).map((number) => write(`#${number}`));
  if (numbers.length > pullsShownMax) shown.push("…");
  return listOf(shown, locale);
}

function plainly(name: string): string {
  return name;
}
