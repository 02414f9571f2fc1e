import type { GateInput, GateOutcome, GateState, ItemState } from "../model/gate.ts";
import { approvalStates } from "./approval-states.ts";
import { blockingRules, breakGlassInForce, notBypassable, shownBreakGlass } from "./break-glass.ts";
import { isOpen, itemStates } from "./counting.ts";
import { lookAgainAt } from "./look-again.ts";
import { isMachineWork } from "./machine-work.ts";
import { peerApproved } from "./peer.ts";
import { createPeople, type People } from "./people.ts";
import { voicesOf } from "./voices.ts";

type Verdict = Pick<GateOutcome, "state" | "conclusion">;

/**
 * Whether a pull request may be merged, whom it waits for, and what became of each approval. Pure: time, people and
 * records are given. The order of the records of different reviews does not matter.
 */
export function judgeGate(input: GateInput): GateOutcome {
  const people = createPeople(input);
  const voices = voicesOf(input);
  const items = itemStates(input, voices, people);
  const peer = peerApproved(input, voices, people);
  const inForce = breakGlassInForce(input);
  const breakGlass = shownBreakGlass(inForce);
  const enforced = verdictOf(input, items, { peer, bypassed: inForce !== null });
  const { state, conclusion } = inMode(input, enforced);
  return {
    state,
    conclusion,
    items,
    approvals: approvalStates(input, voices, people),
    waitingFor: asks.has(state) ? waitingFor(items, people) : [],
    breakGlass,
    unattributed: unattributedOf(input),
    peerApproved: peer,
    lookAgainAt: lookAgainAt(input, breakGlass),
  };
}

const asks: ReadonlySet<GateState> = new Set(["waiting", "confirm"]);

/** What would be said if everything counted; modes and drafts come after it. */
function verdictOf(
  input: GateInput,
  items: readonly ItemState[],
  { peer, bypassed }: { readonly peer: boolean; readonly bypassed: boolean },
): Verdict {
  const plain = plainVerdict(input, items, peer);
  if (plain.conclusion === "success" || !bypassed) return plain;
  return bypassedVerdict(input, items, plain);
}

function plainVerdict(input: GateInput, items: readonly ItemState[], peer: boolean): Verdict {
  const { decision, settings } = input;
  if (decision.route === "block") return { state: "fix", conclusion: "failure" };
  if (settings.automation !== null && isMachineWork(input))
    return { state: "automation", conclusion: "success" };
  if (settings.unattributed === "block" && unattributedOf(input).length > 0)
    return { state: "unattributed", conclusion: "failure" };
  const open = items.filter(isOpen);
  if (open.length > 0) return awaited(open);
  const reviewed = items.some(({ kind }) => kind === "review");
  // Whoever approved the items had no hand in them; only what nobody looked at can still lack a second pair of eyes.
  if (settings.peerApproval === "require" && !reviewed && !peer)
    return { state: "peer-approval", conclusion: "action_required" };
  return { state: items.length > 0 ? "approved" : "passed", conclusion: "success" };
}

/** An emergency lifts everything but what `notBypass` names. */
function bypassedVerdict(input: GateInput, items: readonly ItemState[], plain: Verdict): Verdict {
  const keeps = notBypassable(input.settings);
  if (blockingRules(input.decision).some(keeps)) return plain;
  const open = items.filter((item) => isOpen(item) && keeps(item.item.ruleId));
  return open.length > 0 ? awaited(open) : { state: "break-glass", conclusion: "success" };
}

function awaited(open: readonly ItemState[]): Verdict {
  const review = open.some(({ kind }) => kind === "review");
  return { state: review ? "waiting" : "confirm", conclusion: "action_required" };
}

function inMode({ mode, pull }: GateInput, enforced: Verdict): Verdict {
  if (mode === "observe") return { state: "observing", conclusion: "success" };
  if (mode === "advise") return { state: pull.draft ? "draft" : "advising", conclusion: "success" };
  return pull.draft ? { state: "draft", conclusion: enforced.conclusion } : enforced;
}

function waitingFor(items: readonly ItemState[], people: People): readonly string[] {
  const teams = items.filter(isOpen).flatMap(({ item }) => people.groupOf(item).teams);
  return [...new Set(teams)].sort();
}

/** Commits that nobody is known to have written, of those that touch what is asked about. */
function unattributedOf({ decision, contributorsOf }: GateInput): readonly string[] {
  return [...new Set(decision.riskItems.flatMap((item) => contributorsOf(item).unattributed))].sort();
}
