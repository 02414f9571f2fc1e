import { digestOf } from "../../../model/digest.ts";
import type { EvidenceQuery, EvidenceView, SampledDecision } from "../../../model/evidence.ts";
import { judgementFrom } from "../../attend/decide.ts";
import { boundsOf } from "../../population/reconcile.ts";
import { queryOf } from "../manifest.ts";
import type { ExportPlan } from "../plan.ts";
import type { ExportPorts } from "../ports.ts";
import type { Written } from "../writer.ts";
import { accessRows } from "./access.ts";
import { isWithin, momentOf, type RowContext } from "./context.ts";
import { coverageRows } from "./coverage.ts";
import { decisionsFor } from "./decisions.ts";
import { emergencyRows } from "./emergencies.ts";
import { incidentRows, incidentsOf } from "./incidents.ts";
import { policyRows } from "./policies.ts";
import { anchorRows, toolRows } from "./tools.ts";
import { waiverRows } from "./waivers.ts";

/** What a person reads of a package. */
export async function viewOf(plan: ExportPlan, written: Written, ports: ExportPorts): Promise<EvidenceView> {
  const { request, looked, checkpoint, range, populations } = plan;
  const { period } = request;
  const context: RowContext = { timezone: period.timezone, ...boundsOf(period) };
  const { general, repositories } = looked;
  return {
    program: ports.program,
    query: evidenceQuery(plan),
    queryDigest: digestOf(queryOf(request, looked.names)),
    repositories: repositories.map(({ id, name }) => ({ id, name })),
    checkpoint: { origin: plan.signer.origin, size: checkpoint.size, root: checkpoint.root },
    range,
    lastEntry: momentOf(looked.lastAt, context),
    keys: ports.keys.filter(({ from }) => from <= checkpoint.size),
    storage: ports.storage,
    totals: { ...written, ...countsOf(plan, context) },
    reconciliation: populations.reconciliation,
    exceptions: populations.rows.filter(({ exceptions }) => exceptions.length > 0),
    sample: await sampleOf(plan, context, ports),
    sampledFrom: populations.rows.filter((row) => row.explained === "decision" && row.restsOn !== null)
      .length,
    emergencies: repositories.flatMap((each) => emergencyRows(each, context)),
    waivers: repositories.flatMap((each) => waiverRows(each, period, context)),
    policies: [
      ...policyRows(general, null, context),
      ...repositories.flatMap(({ outside, name }) => policyRows(outside, name, context)),
    ],
    access: accessRows(general, context),
    coverage: coverageRows(general, context),
    tools: toolRows(general, context),
    incidents: [
      ...incidentRows(general, { repository: null, number: null }, context),
      ...repositories.flatMap((each) => incidentsOf(each, context)),
    ].toSorted((a, b) => a.index - b.index),
    anchors: anchorRows(general, context).filter(({ index }) => index >= range.from),
  };
}

function evidenceQuery({ request, checkpoint }: ExportPlan): EvidenceQuery {
  const { period, sample, seed, repositories, branches, blobs } = request;
  const { from, to, timezone } = period;
  return { from, to, timezone, repositories, branches, sample, seed, blobs, checkpoint: checkpoint.size };
}

function countsOf({ looked }: ExportPlan, context: RowContext) {
  const count = (kind: "decision" | "approval-seen") => {
    let found = 0;
    for (const { pulls } of looked.repositories)
      for (const [, entries] of pulls.having(kind))
        found += entries.filter(({ at }) => isWithin(at, context)).length;
    return found;
  };
  return { decisions: count("decision"), approvals: count("approval-seen") };
}

async function sampleOf(
  { drawn, looked }: ExportPlan,
  context: RowContext,
  { blobs }: Pick<ExportPorts, "blobs">,
): Promise<readonly SampledDecision[]> {
  const wanted = new Set(drawn.map(({ decision }) => decision));
  const rows = looked.repositories.flatMap((each) => decisionsFor(each, wanted, looked.general, context));
  const byIndex = new Map(rows.map((row) => [row.index, row]));
  const sampled: SampledDecision[] = [];
  for (const [place, { row, decision }] of drawn.entries()) {
    const found = byIndex.get(decision);
    if (found === undefined) continue;
    const bytes = await blobs.get(found.report);
    const told = bytes === null ? { reasons: [], titles: {} } : reasonsIn(bytes);
    const reached = { at: row.reachedAt, local: row.reachedAtLocal };
    sampled.push({
      ...found,
      drawn: place + 1,
      commit: row.commit,
      reached,
      ...told,
      erased: bytes === null,
    });
  }
  return sampled;
}

function reasonsIn(bytes: Uint8Array): Pick<SampledDecision, "reasons" | "titles"> {
  const { decision, texts } = judgementFrom(bytes).report;
  const reasons = [...new Set(decision.reasons.map(({ ruleId }) => ruleId))].toSorted();
  return { reasons, titles: Object.fromEntries(reasons.map((id) => [id, texts[id]?.title ?? ""])) };
}
