import type { Locale } from "../../model/configuration.ts";
import type { GateOutcome, ItemState } from "../../model/gate.ts";
import type { Account } from "../../model/pull.ts";
import type { WriteName } from "../outcome.ts";
import { namesOf } from "../outcome.ts";
import { textsOf } from "../text/locale.ts";

/** Who has spoken and who is waited for, as one phrase each. */
export interface People {
  /** Teams whose approval is missing. */
  reviewers(write: WriteName): string;
  /** Teams of which a member has to confirm; `null`: whoever wrote the change may. */
  owners(write: WriteName): string | null;
  approvers(write: WriteName): string | null;
  confirmers(write: WriteName): string | null;
}

export function peopleOf(gate: GateOutcome, locale: Locale): People {
  const { row } = textsOf(locale);
  const owners = teamsMissing(gate, "confirm");
  const given = (kind: ItemState["kind"], write: WriteName) => {
    const logins = loginsOf(gate.items.filter((item) => item.kind === kind).flatMap(({ by }) => by));
    return logins.length === 0 ? null : namesOf(logins, "", write, locale);
  };
  return {
    reviewers: (write) => namesOf(reviewersAwaited(gate), row.nobodyNamed, write, locale),
    owners: (write) => (owners.length === 0 ? null : namesOf(owners, row.owningTeam, write, locale)),
    approvers: (write) => given("review", write),
    confirmers: (write) => given("confirm", write),
  };
}

/** Whether somebody still has to say something about the item. */
export function isPending({ by, needed }: ItemState): boolean {
  return by.length < needed;
}

/** Teams that are asked to approve: the gate's word, stewards among them, apart from those that only confirm. */
export function reviewersAwaited(gate: GateOutcome): readonly string[] {
  const [reviewing, confirming] = [teamsMissing(gate, "review"), teamsMissing(gate, "confirm")];
  const asked = gate.waitingFor.filter((team) => reviewing.includes(team) || !confirming.includes(team));
  return reviewing.length === 0 || asked.length === 0 ? reviewing : asked;
}

function teamsMissing({ items }: GateOutcome, kind: ItemState["kind"]): readonly string[] {
  const pending = items.filter((item) => item.kind === kind && isPending(item));
  return [...new Set(pending.flatMap(({ item }) => item.reviewers))].sort();
}

/** `@login`, each once, in the order given. */
export function loginsOf(accounts: readonly Account[]): readonly string[] {
  return [...new Set(accounts.map(loginOf))];
}

export function loginOf({ login }: Account): string {
  return `@${login}`;
}
