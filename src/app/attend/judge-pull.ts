import { effective, modeOf } from "../../decision/index.ts";
import { judgeGate } from "../../gate/index.ts";
import type { RepositoryRef } from "../../github/index.ts";
import type { Finding } from "../../model/finding.ts";
import type { GateInput, GateOutcome } from "../../model/gate.ts";
import type { StoredPullRecord } from "../../model/record.ts";
import type { Report } from "../../model/report.ts";
import { policiesInForce } from "../policies-in-force.ts";
import type { ReviewSettings } from "../settings.ts";
import { type Decided, decidePull } from "./decide.ts";
import { gateInputOf } from "./gate-input.ts";
import { plansAt } from "./plans/counting.ts";
import type { AttendPorts } from "./ports.ts";
import type { Situation } from "./situation.ts";
import { waiversOf } from "./waivers.ts";

/** A decision as it counts in the modes in force, and what the gate makes of it. */
export interface Judged {
  readonly report: Report;
  /** Findings that would have counted, of rules that only observe. */
  readonly observed: readonly Finding[];
  readonly input: GateInput;
  readonly outcome: GateOutcome;
}

/** The decision about the head, under what is in force and with the exceptions that were granted. */
export function decideUnder(
  situation: Situation,
  records: readonly StoredPullRecord[],
  ports: AttendPorts,
): Promise<Decided> {
  const { snapshot, inForce, organisation } = situation;
  return decidePull(
    {
      ...situation,
      trees: { base: snapshot.base, head: snapshot.head, tip: snapshot.tip },
      settings: inForce.settings,
      organisationCommit: organisation?.commit ?? null,
      waivers: waiversOf(situation, records),
      records,
      plans: plansAt(records, situation.pull.head.sha, inForce.settings.configuration.plans),
    },
    { ...ports.review, blobs: ports.store.blobs },
  );
}

/** What a report counts for in one repository. */
export function inModes(
  report: Report,
  settings: ReviewSettings,
  { owner, name }: RepositoryRef,
  { review }: Pick<AttendPorts, "review">,
) {
  const { configuration } = settings;
  const ruleIds = policiesInForce(settings, review).rules.map(({ id }) => id);
  return effective(report, modeOf(configuration, `${owner}/${name}`), ruleIds);
}

export async function judgePull(
  situation: Situation,
  { decisionId, judgement }: Decided,
  records: readonly StoredPullRecord[],
  ports: AttendPorts,
): Promise<Judged> {
  const { settings } = situation.inForce;
  const { report, observed } = inModes(judgement.report, settings, situation.repository, ports);
  const moment = { now: ports.now(), decisionId, report, judgement, records };
  const input = await gateInputOf(situation, moment, ports.mirrors);
  return { report, observed, input, outcome: judgeGate(input) };
}
