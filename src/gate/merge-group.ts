import type { Mode } from "../model/configuration.ts";
import { type Decision, type RiskItem, riskItemKey } from "../model/decision.ts";
import type { GateInput } from "../model/gate.ts";
import { blockingRules, breakGlassInForce, notBypassable } from "./break-glass.ts";
import { approvalsNeeded, approvedBy, confirmationsOf, confirmedBy } from "./counting.ts";
import { judgeGate } from "./judge.ts";
import { isMachineWork } from "./machine-work.ts";
import { createPeople } from "./people.ts";
import { type Voice, voicesOf } from "./voices.ts";

export interface MergeGroupInput {
  readonly mode: Mode;
  /** Of the group as a whole: what counts in the modes in force. */
  readonly decision: Decision;
  /** Of each pull request in it, as for {@link judgeGate}. */
  readonly pulls: readonly GateInput[];
}

export interface MergeGroupOutcome {
  readonly conclusion: "success" | "failure";
  /** Items that nobody has approved or confirmed. */
  readonly uncovered: readonly RiskItem[];
  /** Rules that block the group, and that no break-glass lifts. */
  readonly blocked: readonly string[];
  /** Pull requests whose own gate is shut by now. */
  readonly shut: readonly number[];
}

/** The part of one pull request in its group. */
interface Member {
  readonly input: GateInput;
  readonly people: ReturnType<typeof createPeople>;
  readonly voices: readonly Voice[];
  readonly confirmations: ReturnType<typeof confirmationsOf>;
  /** Keys of what is asked about in it. */
  readonly asked: ReadonlySet<string>;
  /** What needs nobody: a listed automation wrote it, or a break-glass lifts it. */
  readonly exempt: ReadonlySet<string>;
  readonly lifted: readonly string[];
}

/**
 * Whether a merge group may be merged: what is approved in its pull requests, taken together, covers all that the group
 * does. Nobody can be asked any more, so what is missing is a failure.
 */
export function judgeMergeGroup({ mode, decision, pulls }: MergeGroupInput): MergeGroupOutcome {
  const members = pulls.map(memberOf);
  const lifted = new Set(members.flatMap((member) => member.lifted));
  const blocked = blockingRules(decision).filter((ruleId) => !lifted.has(ruleId));
  const uncovered = decision.riskItems.filter((item) => !isCovered(item, members));
  const shut = pulls.filter(isShut).map(({ pull }) => pull.number);
  const open = blocked.length + uncovered.length + shut.length > 0;
  return { conclusion: mode === "enforce" && open ? "failure" : "success", uncovered, blocked, shut };
}

function memberOf(input: GateInput): Member {
  const people = createPeople(input);
  const keeps = notBypassable(input.settings);
  const breakGlass = breakGlassInForce(input);
  const machine = input.settings.automation !== null && isMachineWork(input);
  const exempt = input.decision.riskItems.filter(
    ({ ruleId }) => machine || (breakGlass !== null && !keeps(ruleId)),
  );
  return {
    input,
    people,
    voices: voicesOf(input),
    confirmations: confirmationsOf(input),
    asked: new Set(input.decision.riskItems.map(riskItemKey)),
    exempt: new Set(exempt.map(riskItemKey)),
    lifted: (breakGlass?.blocked ?? []).filter((ruleId) => !keeps(ruleId)),
  };
}

/** People count once, whatever they approved it in; who had a hand in it in any of the pull requests does not count. */
function isCovered(item: RiskItem, members: readonly Member[]): boolean {
  const key = riskItemKey(item);
  if (members.some(({ exempt }) => exempt.has(key))) return true;
  const owning = members.filter(({ asked }) => asked.has(key));
  if (item.asks === "confirm")
    return owning.some(({ confirmations, people }) => confirmedBy(item, confirmations, people).length > 0);
  const approved = owning.flatMap(({ voices, people }) => approvedBy(item, voices, people));
  const people = new Set(
    approved
      .filter((account) => !owning.some((member) => member.people.isContributor(account, item)))
      .map(({ id }) => id),
  );
  const needed = owning.map(({ input }) => approvalsNeeded(item, input));
  return owning.length > 0 && people.size >= Math.max(...needed);
}

/**
 * What no item of the group can tell: an unknown author, nobody but its author who has seen it, or something to fix that
 * the break-glass of another would lift as well. Whoever is in the queue is no draft, whatever was said in the meantime.
 */
function isShut(input: GateInput): boolean {
  const { state } = judgeGate({ ...input, pull: { ...input.pull, draft: false } });
  return state === "unattributed" || state === "peer-approval" || state === "fix";
}
