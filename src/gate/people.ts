import type { RiskItem } from "../model/decision.ts";
import type { GateInput } from "../model/gate.ts";
import type { Account } from "../model/pull.ts";

/** Who may decide about one item. */
export interface Group {
  /** Any of them. Empty: whoever may push. */
  readonly teams: readonly string[];
}

/** What the gate has to know about people; everything in it is as of now. */
export interface People {
  isMember(account: Account, teams: readonly string[]): boolean;
  groupOf(item: RiskItem): Group;
  /** Had a hand in what the item is about, or opened the pull request. */
  isContributor(account: Account, item: RiskItem): boolean;
  /** Asked for an exception that the decision leans on. */
  requestedWaiver(account: Account): boolean;
}

export function createPeople(input: GateInput): People {
  const { pull, members, settings } = input;
  const isMember: People["isMember"] = ({ id }, teams) =>
    teams.some((team) => members.get(team)?.has(id) === true);
  const byName = new Set(input.waivers.map(({ requester }) => requester.toLowerCase()));
  const byId = waiverRequesters(input);
  const authorIsSteward = pull.author !== null && isMember(pull.author, settings.stewards);
  return {
    isMember,
    groupOf: (item) => ({
      teams:
        authorIsSteward && asksOwners(item, settings.ownerTeams)
          ? [...new Set([...item.reviewers, ...settings.stewards])].sort()
          : item.reviewers,
    }),
    isContributor: ({ id }, item) => id === pull.author?.id || input.contributorsOf(item).accounts.has(id),
    requestedWaiver: ({ id, login }) => byId.has(id) || byName.has(login.toLowerCase()),
  };
}

/** Account ids, from the commands that asked: a login can be given to somebody else. */
function waiverRequesters({ records, waivers, decisionId }: GateInput): ReadonlySet<number> {
  const used = new Set(waivers.map(({ id }) => id));
  for (const { body } of records) {
    if (body.kind === "waivers-used" && body.decisionId === decisionId)
      for (const id of body.waiverIds) used.add(id);
  }
  return new Set(
    records.flatMap(({ body }) =>
      body.kind === "waiver-requested" && used.has(body.waiverId) ? [body.by.account.id] : [],
    ),
  );
}

/** A steward may change what belongs to others, and then another steward approves in their stead. */
function asksOwners(item: RiskItem, ownerTeams: readonly string[]): boolean {
  return (
    item.asks === "review" &&
    item.ruleId.startsWith("TEN-") &&
    item.reviewers.length > 0 &&
    item.reviewers.every((team) => ownerTeams.includes(team))
  );
}
