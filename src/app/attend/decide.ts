import type { Configuration, Waiver } from "../../model/configuration.ts";
import { digestOf, sha256Hex } from "../../model/digest.ts";
import type { PlanReading } from "../../model/plan.ts";
import type { PullFacts } from "../../model/pull.ts";
import type { DecisionInputs, PullRecord, StoredPullRecord } from "../../model/record.ts";
import type { OfferedFix } from "../../report/publication/index.ts";
import type { Blobs, NewRecord } from "../../store/store.ts";
import type { EvaluationTrees } from "../evaluation/runner.ts";
import { policiesInForce } from "../policies-in-force.ts";
import type { ReviewPorts } from "../review.ts";
import type { ReviewSettings } from "../settings.ts";
import { type JudgedReport, judgeTrees } from "./judge-trees.ts";
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
}

/** The decision about a head, from the records where the same inputs were decided before, else by evaluating. */
export async function decidePull(
  request: DecideRequest,
  ports: ReviewPorts & { readonly blobs: Blobs },
): Promise<Decided> {
  const { pull, records } = request;
  const inputs = inputsOf(request, ports);
  const decisionId = idOf(pull, inputs);
  const decisions = records.flatMap(({ body }) => (body.kind === "decision" ? [body] : []));
  const before = decisions.find((decision) => decision.decisionId === decisionId);
  const kept = before === undefined ? null : await ports.blobs.get(before.report);
  if (kept !== null) return { decisionId, judgement: judgementFrom(kept), record: null };
  const plans = await readingsFor(request.plans, request.trees.head, ports.blobs);
  const judgement = await judge(request, plans, ports);
  const { decision } = judgement.report;
  const bytes = Buffer.from(JSON.stringify(judgement));
  const body: PullRecord = {
    kind: "decision",
    decisionId,
    inputs,
    route: decision.route,
    riskItems: decision.riskItems,
    riskDigest: decision.riskDigest,
    report: sha256Hex(bytes),
    supersedes: decisions.at(-1)?.decisionId ?? null,
  };
  const { repository, number } = pull;
  return {
    decisionId,
    judgement,
    record: {
      record: { scope: "pull", repositoryId: repository.id, number, key: decisionId, body },
      blobs: [bytes],
    },
  };
}

/** The same without plans as before there were any. */
function idOf({ repository, number }: PullFacts, { plans, ...inputs }: DecisionInputs): string {
  const read = plans === undefined ? {} : { plans: plans.map((plan) => ({ ...plan })) };
  return digestOf({ repository: repository.id, number, inputs: { ...inputs, ...read } });
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
    ...(request.plans.length === 0 ? {} : { plans: request.plans.map(decidedPlan) }),
  };
}

async function judge(
  request: DecideRequest,
  plans: readonly PlanReading[],
  ports: ReviewPorts,
): Promise<Judgement> {
  const { pull, settings, waivers, authorTeams, locale } = request;
  const author = pull.author === null ? null : { login: pull.author.login, teams: authorTeams };
  const judgement = await judgeTrees(
    { trees: request.trees, targetBranch: pull.base.ref, author, locale, plans, fixes: true },
    { ...settings, waivers },
    ports,
  );
  return { ...judgement, fixes: await suggestedFixes(judgement.report, request.trees) };
}

/** Written by {@link decidePull}, and by nobody else. */
export function judgementFrom(bytes: Uint8Array): Judgement {
  return JSON.parse(Buffer.from(bytes).toString("utf8")) as Judgement;
}
