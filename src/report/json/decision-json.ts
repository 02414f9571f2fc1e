import type { ChangeEffect } from "../../model/change-effect.ts";
import type { Finding, ReturnedState } from "../../model/finding.ts";
import { isJsonArray, isJsonObject, type JsonValue } from "../../model/json.ts";
import type { Origin } from "../../model/location.ts";
import type { ReportPlan } from "../../model/plan.ts";
import type { LineEdit } from "../../model/repair.ts";
import type { ChangeSummary, Report, ReportRoot } from "../../model/report.ts";
import type { FindingSuppression, ReportSuppression } from "../../model/suppression.ts";
import { messageOf } from "../message.ts";
import { shortened, visibleJson } from "../neutral.ts";
import { capacityJson } from "./capacity-json.ts";
import { reachJson, reasonJson, riskItemJson } from "./reason-json.ts";

/** Leaves of one change that are listed: the summary is for people and must not become the object. */
const leavesMax = 100;
/** Longest text of one leaf. Longer ones are cut, with `…`. */
const leafCharactersMax = 1_000;

/**
 * The decision as JSON text, as `docs/decision.schema.json` describes it. The order of keys is fixed, and everything
 * that differs between two runs on the same input stands in `run`. Ends with a newline.
 */
export function renderJson(report: Report): string {
  return `${visibleJson(document(report))}\n`;
}

function document(report: Report) {
  const { route, riskItems, reasons, reviewers, riskDigest, policySet } = report.decision;
  return {
    schemaVersion: 1,
    decision: {
      route,
      riskItems: riskItems.map(riskItemJson),
      reasons: reasons.map((reason) => reasonJson(reason, report)),
      reviewers,
      riskDigest,
      policySet,
    },
    findings: report.findings.map((finding) => findingJson(finding, report)),
    changes: report.changes.map((change) => changeJson(change, report)),
    ...(report.reach === undefined ? {} : { reach: reachJson(report.reach) }),
    notEvaluated: report.notEvaluated.map(({ path, reason, detail }) => ({ path, reason, detail })),
    ...(report.capacity === undefined ? {} : { capacity: report.capacity.map(capacityJson) }),
    ...(report.plans === undefined ? {} : { plans: report.plans.map(planJson) }),
    ...(report.fixes === undefined ? {} : { fixes: report.fixes.map(fixJson) }),
    ...(report.suppressions === undefined
      ? {}
      : { suppressions: report.suppressions.map(suppressionListed) }),
    statistics: statisticsJson(report),
    run: {
      evaluatedAt: report.run.evaluatedAt,
      versions: sorted(report.run.versions),
      timingsMs: sorted(report.run.timingsMs),
    },
  };
}

function findingJson(finding: Finding, report: Report) {
  const { path, startLine, endLine, side = "head", origin } = finding.location;
  return {
    ruleId: finding.ruleId,
    severity: finding.severity,
    enforcement: finding.enforcement,
    kind: finding.kind,
    messageId: finding.messageId,
    message: messageOf(finding, report.texts, { format: "plain", locale: report.locale }),
    location: { path, startLine, endLine, side, origin: origin === undefined ? null : originJson(origin) },
    root: rootJson(finding.rootKey, report, finding.cluster),
    resource: { address: finding.address, type: finding.type },
    environment: finding.environment,
    tenant: finding.owner.length === 0 ? null : finding.owner.join(","),
    baselineState: finding.baselineState,
    status: finding.status,
    measure: finding.measure,
    fingerprint: finding.fingerprint,
    waiverId: finding.waiverId,
    ...(finding.returnsTo === undefined ? {} : { returnsTo: returnsToJson(finding.returnsTo) }),
    ...(finding.suppression === undefined ? {} : { suppression: suppressionJson(finding.suppression) }),
  };
}

function returnsToJson({ commit, until }: ReturnedState) {
  return { commit, until };
}

function suppressionJson({ effect, reason, path, line }: FindingSuppression) {
  return { effect, reason, path, line };
}

function suppressionListed({ ruleId, kind, path, line, reason, state, ofNothing }: ReportSuppression) {
  return { ruleId, kind, path, line, reason, state, ofNothing };
}

function changeJson({ rootKey, address, type, action, leaves, effects }: ChangeSummary, report: Report) {
  const summary = leaves.slice(0, leavesMax).map(({ path, before, after }) => {
    return { path, before: leafJson(before), after: leafJson(after) };
  });
  const told = effects === undefined ? {} : { effects: effects.map(effectJson) };
  return { root: rootJson(rootKey, report, null), address, type, action, summary, ...told };
}

/** An effect without the paths that it speaks for, which stand in the summary anyway. */
function effectJson({ tells: _, ...effect }: ChangeEffect) {
  return withShortTexts(effect);
}

/** A command or an address may be of any length. */
function withShortTexts(value: unknown): unknown {
  if (typeof value === "string") return shortened(value, leafCharactersMax);
  if (Array.isArray(value)) return value.map(withShortTexts);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, part]) => [key, withShortTexts(part)]));
}

/** A scalar or a marker as it is; anything larger as text, so that no object gets out whole. */
function leafJson(value: JsonValue): JsonValue {
  if (typeof value === "string") return shortened(value, leafCharactersMax);
  if (isJsonObject(value) && (Object.hasOwn(value, "$secret") || Object.hasOwn(value, "$unknown")))
    return value;
  return isJsonObject(value) || isJsonArray(value)
    ? shortened(JSON.stringify(value), leafCharactersMax)
    : value;
}

function originJson({ kind, path, line, exact }: Origin) {
  return { kind, path, line, exact };
}

function rootJson(key: string, report: Report, cluster: string | null): Omit<ReportRoot, "variant"> {
  const root = Object.hasOwn(report.roots, key) ? report.roots[key] : undefined;
  if (root === undefined) throw new Error(`The report does not describe the root ${key}.`);
  return { key, kind: root.kind, path: root.path, cluster: cluster ?? root.cluster };
}

function fixJson({ path, startLine, before, after, fingerprints }: LineEdit) {
  return { path, startLine, before, after, fingerprints };
}

function planJson(plan: ReportPlan) {
  const { name, rootKey, status, terraformVersion, complete, errored, actions, drift } = plan;
  return { name, rootKey, status, terraformVersion, complete, errored, actions: sorted(actions), drift };
}

function statisticsJson({ statistics }: Report) {
  const { filesChanged, roots, resources, changes } = statistics;
  const { introduced, existing, improved, resolved, waived } = statistics.findings;
  return {
    filesChanged,
    roots,
    resources,
    changes,
    findings: { introduced, existing, improved, resolved, waived },
  };
}

function sorted<Value>(record: Readonly<Record<string, Value>>): Readonly<Record<string, Value>> {
  return Object.fromEntries(Object.entries(record).sort(([a], [b]) => (a < b ? -1 : 1)));
}
