import type { RiskItem } from "../../model/decision.ts";
import type { Contributors } from "../../model/gate.ts";
import type { Account, CommitFacts, PullFacts } from "../../model/pull.ts";
import type { StoredPullRecord } from "../../model/record.ts";

/** What git tells about the commits of a pull request. */
export interface CommitContents {
  /** Commit to the paths that it changes against its first parent; a commit that is missing may have changed anything. */
  readonly paths: ReadonlyMap<string, ReadonlySet<string>>;
  /** Merges of the base branch whose tree is what git makes of them by itself: nobody wrote anything in them. */
  readonly automaticMerges: ReadonlySet<string>;
}

export interface ContributionSources {
  readonly pull: PullFacts;
  readonly records: readonly StoredPullRecord[];
  readonly contents: CommitContents;
  /** Root key to the changed paths that the root reads. */
  readonly changedPathsByRoot: Readonly<Record<string, readonly string[]>>;
}

/**
 * Who had a hand in what an item is about: authors, co-authors, committers and pushers of the commits that touch the
 * files of its root. An item that belongs to no root is about the whole pull request.
 */
export function createContributors(
  sources: ContributionSources,
): (place: Pick<RiskItem, "rootKey">) => Contributors {
  const pushers = pushersOf(sources.pull.commits, sources.records);
  const byRoot = new Map<string, Contributors>();
  return ({ rootKey }) => {
    const known = byRoot.get(rootKey) ?? contributorsOf(rootKey, sources, pushers);
    byRoot.set(rootKey, known);
    return known;
  };
}

function contributorsOf(
  rootKey: string,
  { pull, contents, changedPathsByRoot }: ContributionSources,
  pushers: ReadonlyMap<string, Account>,
): Contributors {
  const paths = Object.hasOwn(changedPathsByRoot, rootKey) ? (changedPathsByRoot[rootKey] ?? []) : [];
  const touches = (commit: CommitFacts) => {
    const changed = contents.paths.get(commit.sha);
    return changed === undefined || paths.length === 0 || paths.some((path) => changed.has(path));
  };
  const accounts = new Set<number>();
  const unattributed: string[] = [];
  // Whoever opened it stands for all of it, also for commits that GitHub did not tell.
  if (isPerson(pull.author)) accounts.add(pull.author.id);
  for (const commit of pull.commits) {
    if (contents.automaticMerges.has(commit.sha) || !touches(commit)) continue;
    const people = [...commit.authors, commit.committer, pushers.get(commit.sha) ?? null].filter(isPerson);
    for (const person of people) accounts.add(person.id);
    if (people.length === 0 && !isMachineWork(commit)) unattributed.push(commit.sha);
  }
  return { accounts, unattributed };
}

/** `web-flow` commits for people who press a button: they are the author. */
export function isPerson(account: Account | null): account is Account {
  return account !== null && !account.bot && account.login !== "web-flow";
}

/** Written by a known machine alone: nobody is missing. */
export function isMachineWork({ authors }: CommitFacts): boolean {
  return authors.length > 0 && authors.every((author) => author?.bot === true);
}

/**
 * Commit to who pushed it: the first push that was seen whose head stands at or after it. Pushes whose head is gone, by a
 * force-push, say nothing about what is there now.
 */
export function pushersOf(
  commits: readonly CommitFacts[],
  records: readonly StoredPullRecord[],
): ReadonlyMap<string, Account> {
  const position = new Map(commits.map(({ sha }, index) => [sha, index]));
  const pushers = new Map<string, Account>();
  for (const { body } of records) {
    if (body.kind !== "push-seen") continue;
    const end = position.get(body.after);
    if (end === undefined) continue;
    for (const { sha } of commits.slice(0, end + 1)) if (!pushers.has(sha)) pushers.set(sha, body.by);
  }
  return pushers;
}
