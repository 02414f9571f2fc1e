import type { Configuration } from "../../model/configuration.ts";
import type { DecisionInputs } from "../../model/decision-inputs.ts";
import { digestOf, sha256Hex } from "../../model/digest.ts";
import { addDays, startOfDay } from "../../model/local-date.ts";
import type { PlanReading } from "../../model/plan.ts";
import type { PullFacts } from "../../model/pull.ts";
import type { PullRecord, StoredPullRecord } from "../../model/record.ts";
import type { Waiver } from "../../model/waiver.ts";
import type { OfferedFix } from "../../report/publication/index.ts";
import type { NewRecord, Store } from "../../store/store.ts";
import type { EvaluationTrees } from "../evaluation/runner.ts";
import { policiesInForce } from "../policies-in-force.ts";
import type { PolicySet } from "../policy-set.ts";
import type { RecordedReview, ReviewPorts } from "../review.ts";
import type { ReviewSettings } from "../settings.ts";
import { identityOf, type JudgedReport, judgeAndRecord } from "./judge-trees.ts";
import { keptCase } from "./kept-case.ts";
import { decidedPlan, type PlanRecord } from "./plans/counting.ts";
import { readingsFor } from "./plans/readings.ts";
import { suggestedFixes } from "./suggestions.ts";

/** Everything that publishing and the gate need of a decision. */
export interface Judgement extends JudgedReport {
  /** Repairs that GitHub can offer: each has been applied and judged. */
  readonly fixes: readonly OfferedFix[];
}

export interface Decided {
  readonly decisionId: string;
  readonly judgement: Judgement;
  /** `null`: it stands in the records already. */
  readonly record: { readonly record: NewRecord; readonly blobs: readonly Uint8Array[] } | null;
  /** Made by the set before, because the one in force asks for more; absent: the set in force made it. */
  readonly announced?: Announced;
}

/** What will count for a pull request that was judged by an earlier set. */
export interface Announced {
  /** Local date. */
  readonly from: string;
  readonly rules: readonly string[];
  /** The set that decides until then. */
  readonly until: PolicySet;
}

export interface DecideRequest {
  readonly pull: PullFacts;
  readonly trees: EvaluationTrees;
  readonly mergeBase: string;
  readonly settings: ReviewSettings;
  /** Commit of the organisation's file; `null`: it has none. */
  readonly organisationCommit: string | null;
  /** Exceptions that stand in files, and those that were granted for this pull request. */
  readonly waivers: readonly Waiver[];
  readonly authorTeams: readonly string[];
  readonly locale: Configuration["locale"];
  readonly records: readonly StoredPullRecord[];
  /** Terraform plans of this head that count. */
  readonly plans: readonly PlanRecord[];
  /** Deliveries that were heard before. */
  readonly deliveries: readonly string[];
}

/** The decision about a head, from the records where the same inputs were decided before, else by evaluating. */
export async function decidePull(
  request: DecideRequest,
  ports: ReviewPorts & Pick<Store, "blobs" | "notes">,
): Promise<Decided> {
  const { pull, records } = request;
  const { repository, number } = pull;
  const inputs = inputsOf(request, ports);
  const decisions = records.flatMap(({ body }) => (body.kind === "decision" ? [body] : []));
  const before = decisions.find((decision) => restsOn(decision, inputs, request));
  const kept = before === undefined ? null : await ports.blobs.get(before.report);
  if (before !== undefined && kept !== null)
    return { decisionId: before.decisionId, judgement: judgementFrom(kept), record: null };
  const plans = await readingsFor(request.plans, request.trees.head, ports.blobs);
  const { judgement, recorded } = await judge(request, plans, ports);
  const { decision } = judgement.report;
  const rested = judgement.past === undefined ? inputs : { ...inputs, past: judgement.past };
  const decisionId = idOf(pull, rested);
  const bytes = Buffer.from(JSON.stringify(judgement));
  const made =
    recorded === undefined
      ? null
      : await keptCase(
          {
            ...request,
            ...{ repository, number, waivers: inputs.waivers, authorTeams: inputs.authorTeams },
            ...{ recorded, report: judgement.report, bytes },
          },
          ports,
        );
  const body: PullRecord = {
    kind: "decision",
    decisionId,
    inputs: rested,
    route: decision.route,
    riskItems: decision.riskItems,
    riskDigest: decision.riskDigest,
    report: sha256Hex(bytes),
    ...(made === null ? {} : { replay: made.digest }),
    supersedes: decisions.at(-1)?.decisionId ?? null,
  };
  return {
    decisionId,
    judgement,
    record: {
      record: { scope: "pull", repositoryId: repository.id, number, key: decisionId, body },
      blobs: [bytes, ...(made?.blobs ?? [])],
    },
  };
}

/** Whether a decision was made from just this. What it saw of the past has to be within the window still. */
function restsOn(
  { decisionId, inputs: { past } }: Extract<PullRecord, { readonly kind: "decision" }>,
  inputs: DecisionInputs,
  { pull, settings: { configuration, today } }: DecideRequest,
): boolean {
  if (past === undefined) return decisionId === idOf(pull, inputs);
  const { rollback, timezone } = configuration;
  const since = Date.parse(startOfDay(addDays(today, -rollback.windowDays), timezone)) / 1000;
  const isThere = past.every(({ untilSeconds }) => untilSeconds >= since);
  return isThere && decisionId === idOf(pull, { ...inputs, past });
}

/** The same without plans, a past or new rules, as before there were any. */
function idOf(
  { repository, number }: PullFacts,
  { plans, past, observing, ...inputs }: DecisionInputs,
): string {
  const read = plans === undefined ? {} : { plans: plans.map((plan) => ({ ...plan })) };
  const looked = past === undefined ? {} : { past: past.map((state) => ({ ...state })) };
  const observed = observing === undefined ? {} : { observing: observing.map((rule) => ({ ...rule })) };
  return digestOf({
    repository: repository.id,
    number,
    inputs: { ...inputs, ...read, ...looked, ...observed },
  });
}

function inputsOf(request: DecideRequest, ports: ReviewPorts): DecisionInputs {
  const { pull, mergeBase, settings, waivers, authorTeams } = request;
  const { configuration, today } = settings;
  const { sekisho: program = "" } = ports.versions;
  const freezes = configuration.freezes.filter(({ from, to }) => from <= today && today <= to);
  const standing = waivers.filter(({ expires }) => expires >= today);
  return {
    head: pull.head.sha,
    baseRef: pull.base.ref,
    baseTip: pull.base.sha,
    mergeBase,
    policySet: policiesInForce(settings, ports).digest,
    configuration: configuration.digest,
    organisationCommit: request.organisationCommit,
    waivers: digestOf(JSON.parse(JSON.stringify({ standing, freezes }))),
    authorTeams: digestOf([...authorTeams]),
    program,
    locale: request.locale,
    ...(settings.observing === undefined ? {} : { observing: settings.observing }),
    ...(request.plans.length === 0 ? {} : { plans: request.plans.map(decidedPlan) }),
  };
}

async function judge(
  request: DecideRequest,
  plans: readonly PlanReading[],
  ports: ReviewPorts,
): Promise<{ readonly judgement: Judgement; readonly recorded?: RecordedReview }> {
  const { pull, settings, waivers, authorTeams, locale } = request;
  const author = pull.author === null ? null : { login: pull.author.login, teams: authorTeams };
  const { judged, recorded } = await judgeAndRecord(
    {
      trees: request.trees,
      repository: identityOf(pull.repository),
      targetBranch: pull.base.ref,
      author,
      locale,
      plans,
      fixes: true,
      record: true,
    },
    { ...settings, waivers },
    ports,
  );
  const judgement = { ...judged, fixes: await suggestedFixes(judged.report, request.trees) };
  return { judgement, ...(recorded === undefined ? {} : { recorded }) };
}

/** Written by {@link decidePull}, and by nobody else. */
export function judgementFrom(bytes: Uint8Array): Judgement {
  return JSON.parse(Buffer.from(bytes).toString("utf8")) as Judgement;
}
