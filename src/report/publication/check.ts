import { digestOf } from "../../model/digest.ts";
import type { GateOutcome } from "../../model/gate.ts";
import type { CheckAction, CheckRunContent } from "../../model/publication.ts";
import type { Report } from "../../model/report.ts";
import { capacityText } from "../markdown/capacity.ts";
import { wouldPassText } from "../markdown/details.ts";
import { code, escapeText } from "../markdown/escape.ts";
import { fitting, type Section, separator } from "../markdown/fit.ts";
import { reasonLine, tableText } from "../markdown/rows.ts";
import { changesSection, quietFolds, thanks } from "../markdown/sections.ts";
import type { Outcome } from "../outcome.ts";
import { publicationTextsOf, textsOf } from "../text/locale.ts";
import { reasonTextsOf } from "../text/reason-texts.ts";
import { reasonNumbers } from "../would-pass.ts";
import { annotationsOf } from "./annotations.ts";
import { approvalLines } from "./approvals.ts";
import type { Speaking } from "./comment.ts";
import type { Receipt } from "./context.ts";
import { placesIn } from "./links.ts";
import { noticeTexts } from "./notices.ts";
import { observedFold } from "./observed.ts";
import { isPending } from "./people.ts";

/** GitHub takes 65,535 characters for a summary and for a text; counted in UTF-16 units, which are never fewer. */
export const checkCharactersMax = 65_535;
/** Rows of the table in the check: what a person may scroll through. */
const checkRowsMax = 100;
/** Room for the line that says that something is missing. */
const remarkCharactersMax = 200;

/** The check run of a decided head. */
export function checkOf(speaking: Speaking): CheckRunContent {
  const { report, outcome, gate, situation, context } = speaking;
  const silent = gate.state === "observing";
  const { annotations, omitted } = silent
    ? { annotations: [], omitted: 0 }
    : annotationsOf(dutiesOf(outcome), report, context);
  const content = {
    title: situation.title,
    summary: fitted(summarySections(speaking, omitted), report),
    text: fitted(textSections(speaking), report) || null,
    conclusion: gate.conclusion,
    annotations,
    actions: actionsOf(gate, outcome, report),
    detailsUrl: null,
  };
  return { ...content, externalId: externalId(context.number, context.decisionId, content) };
}

/** Number, decision, and what is said: the same check can be found again, and told from one that says something else. */
export function externalId(
  number: number | null,
  decisionId: string,
  content: Omit<CheckRunContent, "externalId">,
): string {
  const { annotations, actions, ...rest } = content;
  const said = digestOf({
    ...rest,
    annotations: annotations.map((one) => ({ ...one })),
    actions: actions.map((one) => ({ ...one })),
  });
  const id = `${decisionId.slice(0, 16)}:${said.slice(0, 16)}`;
  return number === null ? id : `${number}:${id}`;
}

function dutiesOf({ fix, confirm, review, settled, advice }: Outcome) {
  return [...fix, ...confirm, ...review, ...settled, ...advice];
}

function summarySections(speaking: Speaking, omitted: number): readonly Section[] {
  const { report, outcome, gate, situation, context } = speaking;
  const { next, product } = textsOf(report.locale);
  const { check } = publicationTextsOf(report.locale);
  const options = placesIn(report, context);
  const first = [
    `${situation.symbol} **${product}: ${situation.headline}**`,
    outcome.deciding === null ? null : reasonLine(outcome.deciding, report, options),
  ];
  const approvals = approvalLines(gate, report, context.approvedReports);
  const turn = situation.next === null ? null : `**${next.label}** ${situation.next}`;
  const optional = [...noticeTexts(gate, report, context), reasonsText(report), askedText(report)];
  const last = [
    omitted > 0 ? check.annotationsOmitted(omitted) : null,
    identityLine(report, context.decisionId),
    receiptLine(context.receipt, report),
  ];
  return [
    ...sections(first, 0),
    ...sections(approvals, 1),
    ...sections([turn], 0),
    ...sections(optional, 1),
    ...sections(last, 0),
  ];
}

/** Each rule that has a say, what it asks for, and how often. */
function reasonsText(report: Report): string | null {
  const { decision, texts, locale } = report;
  if (decision.reasons.length === 0) return null;
  const { check } = publicationTextsOf(locale);
  const { words } = textsOf(locale);
  const lines = decision.reasons.slice(0, checkRowsMax).map((reason) => {
    const { ruleId, enforcement, fingerprints } = reason;
    const title = escapeText(texts[ruleId]?.title ?? "");
    const said = check.reason(escapeText(ruleId), title, words.enforcement[enforcement], fingerprints.length);
    const numbers = reasonNumbers(reason, report, "markdown");
    return `- ${numbers === null ? said : reasonTextsOf(locale).counting(said, numbers.shown, numbers.others)}`;
  });
  return [`**${check.reasons}**`, ...lines].join("\n");
}

/** Who is asked, and by which settings: for whoever wonders why it is them. */
function askedText({ decision, locale }: Report): string | null {
  const { asked, askedBy } = reasonTextsOf(locale);
  const lines = decision.riskItems.flatMap(({ reviewers, setBy = [] }) =>
    setBy.length === 0 ? [] : askedBy(reviewers.map(code).join(", "), setBy.map(code).join(", ")),
  );
  if (lines.length === 0) return null;
  const shown = [...new Set(lines)].slice(0, checkRowsMax).map((line) => `- ${line}`);
  return [`**${asked}**`, ...shown].join("\n");
}

/** What an auditor looks the decision up by. */
export function identityLine({ decision, head, run, locale }: Report, decisionId: string): string {
  const { check } = publicationTextsOf(locale);
  const versions = Object.entries(run.versions).map(([name, version]) => `${name} ${version}`);
  const parts = [
    check.decision(code(decisionId)),
    check.policySet(code(decision.policySet)),
    head.commit === null ? null : check.commit(code(head.commit)),
    versions.length === 0 ? null : check.versions(versions.map(code).join(", ")),
  ];
  return `<sub>${parts.filter((part) => part !== null).join(" · ")}</sub>`;
}

/** What an auditor compares with the ledger: whoever has this check run knows what the log held when it was written. */
export function receiptLine(receipt: Receipt | undefined, { locale }: Pick<Report, "locale">): string | null {
  if (receipt === undefined) return null;
  const { check } = publicationTextsOf(locale);
  const { index, signed } = receipt;
  const proof =
    signed === null ? check.notSigned : `${check.signedSize(signed.size)} · ${check.root(code(signed.root))}`;
  return `<sub>${check.entry(index)} · ${proof}</sub>`;
}

function textSections({ report, outcome, context }: Speaking): readonly Section[] {
  const options = placesIn(report, context);
  const table = [checkRowsMax, 30, 10]
    .map((rows) => tableText(report, outcome, options, rows))
    .find((text) => text === null || text.length < checkCharactersMax / 2);
  return [
    ...sections([table ?? null], 1),
    ...sections([changesSection(report), capacityText(report)], 2),
    ...sections([wouldPassText([...outcome.confirm, ...outcome.review], report)], 1),
    ...sections([thanks(report)], 3),
    ...sections(quietFolds(report, outcome, options), 4),
    ...sections([observedFold(context, report, options)], 3),
  ];
}

function sections(texts: readonly (string | null)[], rank: number): readonly Section[] {
  return texts.filter((text) => text !== null).map((text) => ({ text, rank }));
}

/** What fits, each section whole; a sentence says where something does not. */
export function fitted(all: readonly Section[], { locale }: Pick<Report, "locale">): string {
  const kept = fitting(all, checkCharactersMax - remarkCharactersMax).map(({ text }) => text);
  if (kept.length < all.length) kept.push(publicationTextsOf(locale).check.tooLong);
  return kept.join(separator);
}

/** At most three, as GitHub shows no more: only those that do something now. */
export function actionsOf(gate: GateOutcome, outcome: Outcome, { locale }: Report): readonly CheckAction[] {
  const { action } = publicationTextsOf(locale);
  const confirmable = gate.items.some((item) => item.kind === "confirm" && isPending(item));
  const open = gate.state === "confirm" || gate.state === "waiting";
  return [
    { identifier: "recheck" as const, ...action.recheck },
    ...(confirmable && open ? [{ identifier: "confirm" as const, ...action.confirm }] : []),
    ...(dutiesOf(outcome).length === 0 ? [] : [{ identifier: "explain" as const, ...action.explain }]),
  ];
}
