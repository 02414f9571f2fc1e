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
import { noticeOf, stricterRules, underSet } from "./notice.ts";
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

/**
 * The decision about the head, under what is in force and with the exceptions that were granted. Where another set was
 * activated after it had been judged, the set before decides for some days yet: unless that comes to the same, or what
 * the new one adds is critical.
 */
export async function decideUnder(
  situation: Situation,
  records: readonly StoredPullRecord[],
  ports: AttendPorts,
  deliveries: readonly string[] = [],
): Promise<Decided> {
  const { settings, activations = [] } = situation.inForce;
  const { policySet: own, ruleSets } = ports.review;
  const by = (chosen: ReviewSettings) => decideBy(chosen, { situation, records, deliveries }, ports);
  const notice = await noticeOf(activations, { records, today: settings.today }, ruleSets);
  const current = await by(settings);
  if (notice === null) return current;
  const before = await by(underSet(settings, notice.before, own));
  const { rules } = policiesInForce(settings, ports.review);
  const { observing } = settings;
  const stricter = stricterRules(before.judgement.report, current.judgement.report, {
    rules,
    ...(observing === undefined ? {} : { observing }),
  });
  if (stricter === null || stricter === "at-once") return current;
  return { ...before, announced: { from: notice.from, rules: stricter, until: notice.before } };
}

interface Deciding {
  readonly situation: Situation;
  readonly records: readonly StoredPullRecord[];
  readonly deliveries: readonly string[];
}

function decideBy(
  settings: ReviewSettings,
  { situation, records, deliveries }: Deciding,
  ports: AttendPorts,
): Promise<Decided> {
  const { snapshot, organisation, inForce } = situation;
  return decidePull(
    {
      ...situation,
      trees: { base: snapshot.base, head: snapshot.head, tip: snapshot.tip, past: situation.past },
      settings,
      organisationCommit: organisation?.commit ?? null,
      waivers: waiversOf(situation, records),
      records,
      deliveries,
      plans: plansAt(records, situation.pull.head.sha, inForce.settings.configuration.plans),
    },
    { ...ports.review, blobs: ports.store.blobs, notes: ports.store.notes },
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
  const observed = new Set(settings.observing?.map(({ ruleId }) => ruleId));
  return effective(report, modeOf(configuration, `${owner}/${name}`, observed), ruleIds);
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
