import type { RiskItem } from "../../model/decision.ts";
import type { Finding } from "../../model/finding.ts";
import type { LeafChange, Report } from "../../model/report.ts";
import { leafLabel, leafValue } from "../leaf-text.ts";
import { code, escapeText } from "../markdown/escape.ts";
import { findingMessage } from "../markdown/rows.ts";
import { publicationTextsOf } from "../text/locale.ts";

interface Uncovered {
  readonly item: RiskItem;
  /** What was approved of the same thing; `null`: nothing. */
  readonly was: RiskItem | null;
}

/** New things that a line names; of the others it says how many. */
const newsMax = 3;

/** One thing that is new. */
interface News {
  /** `value`: a clause about one value; `finding`: a sentence of its own. */
  readonly kind: "value" | "finding";
  readonly text: string;
}

/**
 * That an approval does not cover everything, and what: "weight 10 → 100 is new (was 90)" where one value differs from
 * what was approved, else the sentences of the findings, now and then.
 */
export function droppedText(
  by: string,
  uncovered: readonly Uncovered[],
  report: Report,
  approvedReports: readonly Report[],
): string {
  const { approval } = publicationTextsOf(report.locale);
  const news = uncovered.flatMap((one) => newsOf(one, report, approvedReports));
  const texts = [...new Set(news.map(({ text }) => text))];
  const shown = texts.slice(0, newsMax);
  if (texts.length > newsMax) shown.push(approval.moreNews(texts.length - newsMax));
  const what = shown.join(report.locale === "ja" ? "" : " ");
  return news.every(({ kind }) => kind === "value")
    ? approval.droppedByValues(by, what)
    : approval.droppedByFindings(by, what);
}

function newsOf(
  { item, was }: Uncovered,
  report: Report,
  approvedReports: readonly Report[],
): readonly News[] {
  const { approval } = publicationTextsOf(report.locale);
  const approved = was === null ? undefined : approvedReports.find((one) => findingsOf(was, one).length > 0);
  const before = was === null || approved === undefined ? [] : findingsOf(was, approved);
  const known = new Set(before.map(contentOf));
  const fresh = findingsOf(item, report).filter((finding) => !known.has(contentOf(finding)));
  if (fresh.length === 0) return [{ kind: "finding", text: approval.newFinding(itemText(item, report)) }];
  return fresh.map((finding) => {
    const earlier = before.find(
      ({ messageId, path }) => messageId === finding.messageId && samePath(path, finding.path),
    );
    return earlier === undefined || approved === undefined
      ? { kind: "finding", text: approval.newFinding(findingMessage(finding, report)) }
      : changedNews({ finding, report }, { finding: earlier, report: approved });
  });
}

interface Told {
  readonly finding: Finding;
  readonly report: Report;
}

function changedNews(now: Told, then: Told): News {
  const { approval } = publicationTextsOf(now.report.locale);
  const value = newValueText(now.finding, now.report, then.report);
  if (value !== null) return { kind: "value", text: value };
  const [message, was] = [findingMessage(now.finding, now.report), findingMessage(then.finding, then.report)];
  const text = was === message ? approval.newFinding(message) : approval.otherFinding(message, was);
  return { kind: "finding", text };
}

/** Findings of a report that an item is about. */
export function findingsOf(item: RiskItem, { findings }: Report): readonly Finding[] {
  return findings.filter(
    (finding) =>
      finding.ruleId === item.ruleId &&
      finding.rootKey === item.rootKey &&
      finding.address === item.address &&
      finding.status === "active" &&
      finding.baselineState !== "absent",
  );
}

/** An item in words: the sentence of its finding, or its rule and resource where none is there. */
export function itemText(item: RiskItem, report: Report): string {
  const [first] = findingsOf(item, report);
  if (first !== undefined) return findingMessage(first, report);
  const title = report.texts[item.ruleId]?.title ?? "";
  return [item.ruleId, title, code(item.address)].filter((part) => part !== "").join(" ");
}

function contentOf({ fingerprint, evidence, measure }: Finding): string {
  return JSON.stringify([fingerprint, Object.entries(evidence).toSorted(), measure]);
}

/** The one value that a finding is about, where both reports show how it changes. */
function newValueText(finding: Finding, report: Report, approved: Report): string | null {
  const [now, then] = [leafOf(finding, report), leafOf(finding, approved)];
  if (now === null || then === null || now.before === null || now.after === null || then.after === null)
    return null;
  const { locale } = report;
  const [before, after, was] = [now.before, now.after, then.after].map((value) =>
    escapeText(leafValue(value, locale)),
  );
  if (before === undefined || after === undefined || was === undefined || after === was) return null;
  const label = leafLabel(now.path, locale, code);
  return publicationTextsOf(locale).approval.newValue(label, before, after, was);
}

/** The leaf at a finding's path: the last step and every key before it agree; of list elements only that there is one. */
function leafOf(finding: Finding, { changes }: Report): LeafChange | null {
  const change = changes.find(
    ({ rootKey, address }) => rootKey === finding.rootKey && address === finding.address,
  );
  const wanted = shapeOf(finding.path.map((step) => (typeof step === "number" ? "[]" : `.${step}`)).join(""));
  const found = (change?.leaves ?? []).filter(({ path }) => shapeOf(`.${path}`) === wanted);
  const [only, ...others] = found;
  return only === undefined || others.length > 0 ? null : only;
}

function shapeOf(path: string): string {
  return path.replace(/\[[^\]]*\]/g, "[]");
}

function samePath(left: Finding["path"], right: Finding["path"]): boolean {
  return JSON.stringify(left) === JSON.stringify(right);
}
