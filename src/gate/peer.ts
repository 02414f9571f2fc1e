import type { GateInput } from "../model/gate.ts";
import type { Account } from "../model/pull.ts";
import type { People } from "./people.ts";
import type { Voice } from "./voices.ts";

/**
 * Whether somebody who may push, and wrote nothing of the whole pull request, approved this very head. The commit is
 * the one that was seen: after a force-push GitHub gives old approvals a new one.
 */
export function peerApproved(input: GateInput, voices: readonly Voice[], people: People): boolean {
  const contributors = everybody(input);
  return voices.some(
    ({ by, canPush, approvals }) =>
      canPush &&
      !by.bot &&
      !contributors.has(by.id) &&
      !people.requestedWaiver(by) &&
      approvals.some(({ commit }) => commit === input.pull.head.sha),
  );
}

/** Everybody who wrote or pushed any of it, by account id. */
function everybody({ pull, records, decision, contributorsOf }: GateInput): ReadonlySet<number> {
  const accounts: (Account | null)[] = [
    pull.author,
    ...pull.commits.flatMap(({ authors, committer }) => [...authors, committer]),
    ...records.flatMap(({ body }) => (body.kind === "push-seen" ? [body.by] : [])),
  ];
  const ofItems = decision.riskItems.flatMap((item) => [...contributorsOf(item).accounts]);
  return new Set([...accounts.flatMap((account) => (account === null ? [] : [account.id])), ...ofItems]);
}
