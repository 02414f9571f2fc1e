import type { Contribution } from "../../model/branch-control.ts";
import type { Account, PullFacts } from "../../model/pull.ts";
import type { StoredPullRecord } from "../../model/record.ts";
import { isMachineWork, isPerson, pushersOf } from "../attend/contributors.ts";

/** Everybody who had a hand in a pull request, whatever they touched. */
export interface Hands {
  readonly contributors: readonly Contribution[];
  readonly unattributed: readonly string[];
  /** `null`: it cannot be told, because some commit is nobody's. */
  readonly had: (account: Account | null) => boolean | null;
}

type As = Contribution["as"][number];

/**
 * Stricter than who may approve an item: there the files of a commit count, here every commit does, because an auditor
 * asks for somebody who did not contribute at all.
 */
export function handsIn(pull: PullFacts, records: readonly StoredPullRecord[]): Hands {
  const hands = new Map<number, { readonly account: Account; readonly as: Set<As> }>();
  const add = (account: Account | null, as: As) => {
    if (!isPerson(account)) return;
    const known = hands.get(account.id) ?? { account, as: new Set() };
    hands.set(account.id, known);
    known.as.add(as);
  };
  const pushers = pushersOf(pull.commits, records);
  const unattributed: string[] = [];
  add(pull.author, "opener");
  for (const commit of pull.commits) {
    const pusher = pushers.get(commit.sha) ?? null;
    const [author = null, ...others] = commit.authors;
    add(author, "author");
    for (const other of others) add(other, "co-author");
    add(commit.committer, "committer");
    add(pusher, "pusher");
    const nobody = ![...commit.authors, commit.committer, pusher].some(isPerson);
    if (nobody && !isMachineWork(commit)) unattributed.push(commit.sha);
  }
  for (const { body } of records)
    if (body.kind === "waiver-requested") add(body.by.account, "waiver-requester");
  const unknown = unattributed.length > 0 || pull.commitsOmitted > 0;
  return {
    contributors: [...hands.values()]
      .map(({ account, as }) => ({ account, as: [...as].sort() }))
      .toSorted((left, right) => left.account.id - right.account.id),
    unattributed,
    had: (account) => {
      if (account === null) return null;
      return hands.has(account.id) || (unknown ? null : false);
    },
  };
}
