import type { Finding } from "../../model/finding.ts";
import type { Report } from "../../model/report.ts";
import { dutyOf } from "../causes.ts";
import { messageOf } from "../message.ts";
import { visible } from "../neutral.ts";
import { plainName } from "../resource-name.ts";
import { textsOf } from "../text/locale.ts";

/**
 * The findings as JUnit XML: one suite for each root, one test for each finding, because that is what the viewers of CI
 * servers list and count. What a person has to do something about fails; advice passes, with its text as output; what is
 * waived, or was in force or stood before is skipped. It holds no times. Ends with a newline.
 */
export function renderJunit(report: Report): string {
  const shown = report.findings.filter((finding) => dutyOf(finding) !== "none");
  const byRoot = Map.groupBy(shown, (finding) => finding.rootKey);
  const suites = [...byRoot].map(([key, findings]) => suite(key, findings, report));
  if (suites.length === 0)
    suites.push(suiteOf("sekisho", { tests: 1, failures: 0, skipped: 0 }, [passing(report)]));
  const failures = shown.filter(fails).length;
  const head = `<testsuites name="sekisho" tests="${Math.max(1, shown.length)}" failures="${failures}" errors="0">`;
  return ['<?xml version="1.0" encoding="UTF-8"?>', head, ...suites, "</testsuites>", ""].join("\n");
}

function suite(key: string, findings: readonly Finding[], report: Report): string {
  const skipped = findings.filter((finding) => isSkipped(finding)).length;
  const counts = { tests: findings.length, failures: findings.filter(fails).length, skipped };
  return suiteOf(
    key,
    counts,
    findings.map((finding) => testCase(finding, report)),
  );
}

function suiteOf(
  name: string,
  counts: { readonly tests: number; readonly failures: number; readonly skipped: number },
  cases: readonly string[],
): string {
  const { tests, failures, skipped } = counts;
  const open = `  <testsuite name="${attribute(name)}" tests="${tests}" failures="${failures}" errors="0" skipped="${skipped}">`;
  return [open, ...cases, "  </testsuite>"].join("\n");
}

function passing(report: Report): string {
  return `    <testcase name="${attribute(textsOf(report.locale).headline.passed)}" classname="sekisho"/>`;
}

function testCase(finding: Finding, report: Report): string {
  const { path, startLine } = finding.location;
  const name = finding.address === "" ? path : plainName(finding, report.locale);
  const open = `    <testcase name="${attribute(`${finding.ruleId} ${name}`)}" classname="${attribute(path)}" file="${attribute(path)}" line="${startLine}">`;
  return `${open}${resultOf(finding, report)}</testcase>`;
}

function resultOf(finding: Finding, report: Report): string {
  const { words } = textsOf(report.locale);
  const message = messageOf(finding, report.texts, { format: "plain", locale: report.locale });
  const place = `${finding.location.path}:${finding.location.startLine}`;
  if (isSkipped(finding)) return `<skipped message="${attribute(message)}"/>`;
  const type = words.enforcement[finding.enforcement];
  const content = text(`${place}\n${message}\n${report.texts[finding.ruleId]?.fix ?? ""}`);
  if (!fails(finding)) return `<system-out>${content}</system-out>`;
  return `<failure type="${attribute(type)}" message="${attribute(message)}">${content}</failure>`;
}

function fails(finding: Finding): boolean {
  const duty = dutyOf(finding);
  return duty === "fix" || duty === "review" || duty === "confirm";
}

function isSkipped(finding: Finding): boolean {
  const duty = dutyOf(finding);
  return duty === "waived" || duty === "returned" || duty === "existing";
}

function attribute(value: string): string {
  return escaped(visible(value));
}

/** Line ends stay; everything else that XML 1.0 has no character for is written out. */
function text(value: string): string {
  return value
    .split("\n")
    .map((line) => escaped(visible(line)))
    .join("\n");
}

function escaped(value: string): string {
  return value
    .replace(/&/g, "&amp;")
    .replace(/</g, "&lt;")
    .replace(/>/g, "&gt;")
    .replace(/"/g, "&quot;")
    .replace(/[\uFFFE\uFFFF]/g, "\uFFFD");
}
