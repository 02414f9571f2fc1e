import type { Actor, DecisionRow, GateRow, MergeRow } from "../../../model/evidence.ts";
import type { Account } from "../../../model/pull.ts";
import type { GatheredRepository } from "../gather.ts";
import type { PlacedPull, PlacedRepository } from "../placed.ts";
import { listOf } from "../trim.ts";
import { activations } from "./activations.ts";
import { actorOf, actorsOf, ofKind, type PlacedKind, type RowContext, restedOn } from "./context.ts";

type PlacedDecision = PlacedKind<NonNullable<PlacedPull["body"]>, "decision">;
type MergeSeen = PlacedKind<NonNullable<PlacedRepository["body"]>, "merge-seen">;

/** A repository, and what it is called. */
export type NamedGathered = GatheredRepository & { readonly name: string };

/** Those decisions of a repository that were asked for by index, in the order of the log. */
export function decisionsFor(
  repository: NamedGathered,
  wanted: ReadonlySet<number>,
  general: readonly PlacedRepository[],
  context: RowContext,
): readonly DecisionRow[] {
  const inForce = activations(repository.outside, general);
  const seen = Map.groupBy(ofKind(repository.outside, "merge-seen"), ({ body }) => body.number);
  const rows: DecisionRow[] = [];
  for (const [number, decided] of repository.pulls.having("decision")) {
    const decisions = decided.filter(({ index }) => wanted.has(index));
    if (decisions.length === 0) continue;
    const pull = pullOf(number, repository.pulls.get(number) ?? [], seen.get(number) ?? []);
    rows.push(...decisions.map((decision) => rowOf(decision, pull, { repository, context, inForce })));
  }
  return rows.toSorted((a, b) => a.index - b.index);
}

/** A pull request, with what is asked about each of its decisions. */
interface Pull {
  readonly number: number;
  readonly entries: readonly PlacedPull[];
  readonly openedBy: Actor | null;
  readonly pushedBy: readonly Actor[];
  readonly mergeSeen: readonly MergeSeen[];
}

function pullOf(number: number, entries: readonly PlacedPull[], mergeSeen: readonly MergeSeen[]): Pull {
  const pushes = ofKind(entries, "push-seen").map(({ body }) => body);
  return {
    number,
    entries,
    openedBy: actorOf(pushes.find(({ before }) => before === null)?.by ?? null),
    pushedBy: actorsOf(pushes.map(({ by }) => by)),
    mergeSeen,
  };
}

interface Around {
  readonly repository: NamedGathered;
  readonly context: RowContext;
  readonly inForce: ReturnType<typeof activations>;
}

function rowOf(decision: PlacedDecision, pull: Pull, around: Around): DecisionRow {
  const { body, index } = decision;
  const { repository, context, inForce } = around;
  const { head, baseRef, policySet, configuration, program } = body.inputs;
  const merged = mergeOf(decision, pull);
  const gate = gateOf(body.decisionId, pull, merged?.index ?? null);
  const used = ofKind(pull.entries, "waivers-used").filter(
    (each) => each.body.decisionId === body.decisionId,
  );
  return {
    ...restedOn(decision, context),
    ...{ repository: repository.name, repositoryId: repository.id, number: pull.number, branch: baseRef },
    ...{ decisionId: body.decisionId, head, openedBy: pull.openedBy, pushedBy: pull.pushedBy },
    route: body.route,
    rules: [...new Set(body.riskItems.map(({ ruleId }) => ruleId))].toSorted(),
    gate: gate === null ? null : gateRow(gate, context),
    ...approvalOf(decision, pull, gate, merged !== null),
    waivers: [...new Set(used.flatMap((each) => each.body.waiverIds))].toSorted(),
    merge: merged === null ? null : mergeRow(merged, pull, context),
    ...{ policySet, configuration, program, report: body.report },
    policySetIndex: inForce.policySet(policySet, index),
    configurationIndex: inForce.configuration(configuration, index),
  };
}

type PlacedMerge = PlacedKind<NonNullable<PlacedPull["body"]>, "merged">;
type PlacedGate = PlacedKind<NonNullable<PlacedPull["body"]>, "gate">;

/** The merge of the head that this is the last decision about. */
function mergeOf({ body, index }: PlacedDecision, { entries }: Pull): PlacedMerge | null {
  const merged = ofKind(entries, "merged").find((each) => each.body.head === body.inputs.head);
  if (merged === undefined || merged.index < index) return null;
  const later = ofKind(entries, "decision").some(
    (each) => each.index > index && each.index < merged.index && each.body.inputs.head === body.inputs.head,
  );
  return later ? null : merged;
}

/** What the gate said last, where it was merged: before the merge. */
function gateOf(decisionId: string, { entries }: Pull, mergeIndex: number | null): PlacedGate | null {
  const said = ofKind(entries, "gate").filter(
    (each) => each.body.decisionId === decisionId && (mergeIndex === null || each.index < mergeIndex),
  );
  return said.at(-1) ?? null;
}

function gateRow(gate: PlacedGate, context: RowContext): GateRow {
  const { state } = gate.body.state;
  return {
    ...restedOn(gate, context),
    state: typeof state === "string" ? state : "",
    conclusion: gate.body.conclusion,
  };
}

/** Who approved, as far as the gate counted it, and as GitHub had it at the merge. */
function approvalOf(
  { body }: PlacedDecision,
  { mergeSeen }: Pull,
  gate: PlacedGate | null,
  isMerged: boolean,
): Pick<DecisionRow, "approvers" | "approvedByOther" | "control"> {
  const counted = listOf(gate?.body.state["approvals"]).flatMap((approval) =>
    approval["kind"] === "stands" ? [accountFrom(approval["by"])] : [],
  );
  const seen = isMerged ? mergeSeen.find((each) => each.body.head === body.inputs.head)?.body : undefined;
  const native = (seen?.approvals ?? []).filter((each) => each.contributed === false).map(({ by }) => by);
  const approvers = actorsOf([...counted, ...native]);
  const peer = gate?.body.state["peerApproved"] === true || counted.length > 0 ? true : null;
  return { approvers, approvedByOther: seen?.approvedByOther ?? peer, control: seen?.control ?? null };
}

/** As the gate wrote it. */
function accountFrom(value: unknown): Account | null {
  const { id, login, bot } = (value ?? {}) as Partial<Account>;
  return id === undefined || login === undefined ? null : { id, login, bot: bot === true };
}

function mergeRow(merged: PlacedMerge, { mergeSeen }: Pull, context: RowContext): MergeRow {
  const seen = mergeSeen.find((each) => each.body.head === merged.body.head)?.body;
  return {
    ...restedOn(merged, context),
    commit: merged.body.commit,
    by: actorOf(merged.body.by ?? seen?.mergedBy ?? null),
    mergedAt: seen?.mergedAt ?? null,
  };
}
