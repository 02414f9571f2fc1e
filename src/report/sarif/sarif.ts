import type { Log, Region, ReportingDescriptor, Result, Run, Location as SarifLocation } from "sarif";
import type { Enforcement, Finding, Severity } from "../../model/finding.ts";
import type { Location } from "../../model/location.ts";
import type { Report, RuleText } from "../../model/report.ts";
import { messageOf } from "../message.ts";
import { visible, visibleJson } from "../neutral.ts";
import { plainName } from "../resource-name.ts";
import { returnedTo } from "../returned-to.ts";
import { textsOf } from "../text/locale.ts";
import { pathUri } from "./uri.ts";

/** GitHub's code scanning takes at most 25,000 results of a run, and refuses the whole file beyond that. */
const resultsMax = 25_000;

const schemaUri = "https://json.schemastore.org/sarif-2.1.0.json";

/** What GitHub's code scanning reads as severity: critical from 9.0, high from 7.0, medium from 4.0. */
const scores: Readonly<Record<Severity, string>> = {
  critical: "9.5",
  high: "8.0",
  medium: "5.5",
  low: "2.0",
};

/**
 * The findings as SARIF 2.1.0 (OASIS, 2020). Findings come in the report's order, those that the change introduced
 * before the others where not all fit. It holds no time, so the same input gives the same bytes. Ends with a newline.
 */
export function renderSarif(report: Report): string {
  const log: Log = { $schema: schemaUri, version: "2.1.0", runs: [runOf(report)] };
  return `${visibleJson(log)}\n`;
}

function runOf(report: Report): Run {
  const rules = Object.keys(report.texts).sort();
  const indexOf = new Map(rules.map((ruleId, index) => [ruleId, index]));
  const findings = ranked(report.findings);
  return {
    tool: {
      driver: {
        name: "Sekisho",
        ...(report.run.versions["sekisho"] === undefined ? {} : { version: report.run.versions["sekisho"] }),
        rules: rules.flatMap((ruleId) => descriptor(report.texts[ruleId], report)),
      },
    },
    language: report.locale === "ja" ? "ja" : "en",
    columnKind: "utf16CodeUnits",
    automationDetails: { id: `sekisho/${report.kind}/` },
    invocations: [
      { executionSuccessful: true, toolExecutionNotifications: notifications(report, findings.length) },
    ],
    results: findings.map((finding) => resultOf(finding, indexOf.get(finding.ruleId) ?? -1, report)),
  };
}

function ranked(findings: readonly Finding[]): readonly Finding[] {
  if (findings.length <= resultsMax) return findings;
  const introduced = (finding: Finding) =>
    finding.baselineState === "new" || finding.baselineState === "updated";
  return [...findings.filter(introduced), ...findings.filter((finding) => !introduced(finding))].slice(
    0,
    resultsMax,
  );
}

function descriptor(text: RuleText | undefined, report: Report): ReportingDescriptor[] {
  if (text === undefined) return [];
  const { why, fix, waive } = textsOf(report.locale).explain.headings;
  const help = [`## ${why}\n${text.why}`, `## ${fix}\n${text.fix}`, `## ${waive}\n${text.waive}`].join(
    "\n\n",
  );
  const finding = report.findings.find(({ ruleId }) => ruleId === text.ruleId);
  return [
    {
      id: text.ruleId,
      shortDescription: { text: text.title },
      fullDescription: { text: text.why === "" ? text.title : text.why },
      help: { text: help, markdown: help },
      ...(text.page === undefined ? {} : { helpUri: text.page }),
      ...(finding === undefined ? {} : { defaultConfiguration: { level: levelOf(finding.enforcement) } }),
      properties: {
        tags: ["infrastructure", familyOf(text.ruleId)],
        ...(finding === undefined ? {} : { "security-severity": scores[finding.severity] }),
      },
    },
  ];
}

function resultOf(finding: Finding, ruleIndex: number, report: Report): Result {
  return {
    ruleId: finding.ruleId,
    ruleIndex,
    kind: finding.kind,
    level: finding.kind === "open" ? "none" : levelOf(finding.enforcement),
    message: { text: messageText(finding, report) },
    locations: [locationOf(finding, report)],
    partialFingerprints: { "sekisho/v1": finding.fingerprint },
    baselineState: finding.baselineState,
    suppressions: suppressionsOf(finding, report),
    ...relatedTo(finding.location),
    ...fixesOf(finding, report),
    properties: {
      enforcement: finding.enforcement,
      severity: finding.severity,
      status: finding.status,
      environment: finding.environment,
    },
  };
}

/** In a SARIF message, `[text](target)` is a link. */
function messageText(finding: Finding, report: Report): string {
  const text = messageOf(finding, report.texts, { format: "plain", locale: report.locale });
  return text.replace(/[[\]\\]/g, (character) => (text.includes("](") ? `\\${character}` : character));
}

function locationOf(finding: Finding, report: Report): SarifLocation {
  const place: SarifLocation = {
    physicalLocation: {
      artifactLocation: { uri: pathUri(finding.location.path), uriBaseId: "%SRCROOT%" },
      region: regionOf(finding.location),
    },
  };
  if (finding.address === "") return place;
  const fullyQualifiedName = visible(`${finding.rootKey}/${finding.address}`);
  return {
    ...place,
    logicalLocations: [{ name: plainName(finding, report.locale), fullyQualifiedName, kind: "resource" }],
  };
}

/** A location's end is inclusive; SARIF names the column behind it. */
function regionOf({ startLine, endLine, startColumn, endColumn }: Location): Region {
  return {
    startLine,
    ...(startColumn === undefined ? {} : { startColumn }),
    endLine,
    ...(startColumn === undefined || endColumn === undefined ? {} : { endColumn: endColumn + 1 }),
  };
}

/** Where a rendered value came from: a template, a values file, the call of a module. */
function relatedTo({ origin }: Location): Pick<Result, "relatedLocations"> {
  if (origin === undefined) return {};
  const physicalLocation = {
    artifactLocation: { uri: pathUri(origin.path), uriBaseId: "%SRCROOT%" },
    region: { startLine: origin.line },
  };
  return { relatedLocations: [{ id: 1, physicalLocation, message: { text: origin.kind } }] };
}

/** SARIF puts text in front of a line where the deleted region is empty, at its first column. */
function fixesOf({ fingerprint }: Finding, { fixes = [] }: Report): Pick<Result, "fixes"> {
  const edit = fixes.find(({ fingerprints }) => fingerprints.includes(fingerprint));
  if (edit === undefined) return {};
  const { path, startLine, before, after } = edit;
  const deletedRegion = { startLine, startColumn: 1, endLine: startLine + before.length, endColumn: 1 };
  const insertedContent = { text: after.map((line) => `${line}\n`).join("") };
  const artifactLocation = { uri: pathUri(path), uriBaseId: "%SRCROOT%" };
  return {
    fixes: [{ artifactChanges: [{ artifactLocation, replacements: [{ deletedRegion, insertedContent }] }] }],
  };
}

function suppressionsOf(finding: Finding, report: Report): Result["suppressions"] {
  if (finding.status === "returned")
    return [{ kind: "external", status: "accepted", justification: returnedTo(finding, report, visible) }];
  if (finding.status !== "waived") return inSource(finding);
  if (finding.waiverId === null && finding.suppression !== undefined) return inSource(finding);
  const id = finding.waiverId ?? "";
  const waiver = Object.hasOwn(report.waivers, id) ? report.waivers[id] : undefined;
  const justification = waiver === undefined ? visible(id) : visible(`${id}: ${waiver.reason}`);
  return [{ kind: "external", status: "accepted", justification }];
}

/** What stands in the file is said also where nothing follows from it. */
function inSource({ suppression }: Finding): NonNullable<Result["suppressions"]> {
  if (suppression === undefined) return [];
  const { effect, reason, path, line } = suppression;
  const status = effect === "counts" ? "accepted" : effect === "new" ? "underReview" : "rejected";
  const physicalLocation = {
    artifactLocation: { uri: pathUri(path), uriBaseId: "%SRCROOT%" },
    region: { startLine: line },
  };
  return [{ kind: "inSource", status, justification: visible(reason), location: { physicalLocation } }];
}

function notifications(report: Report, shown: number) {
  const { reasons } = textsOf(report.locale).folds;
  const passedOver = report.notEvaluated.map(({ path, reason }) => ({
    level: "note" as const,
    message: { text: reasons[reason] },
    locations: [{ physicalLocation: { artifactLocation: { uri: pathUri(path), uriBaseId: "%SRCROOT%" } } }],
  }));
  const rest = report.findings.length - shown;
  if (rest === 0) return passedOver;
  return [
    ...passedOver,
    { level: "warning" as const, message: { text: textsOf(report.locale).terminal.moreFindings(rest) } },
  ];
}

function levelOf(enforcement: Enforcement): "error" | "warning" | "note" | "none" {
  if (enforcement === "off") return "none";
  if (enforcement === "block") return "error";
  return enforcement === "advise" ? "note" : "warning";
}

function familyOf(ruleId: string): string {
  return ruleId.split("-")[0]?.toLowerCase() ?? "";
}
