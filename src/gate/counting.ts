import type { Speaker } from "../model/command.ts";
import { type RiskItem, riskItemKey } from "../model/decision.ts";
import type { ApprovalState, GateInput, ItemState } from "../model/gate.ts";
import type { Account } from "../model/pull.ts";
import type { People } from "./people.ts";
import type { Voice } from "./voices.ts";

type Ineligible = Extract<ApprovalState, { readonly kind: "not-eligible" }>["why"];

/** Why somebody's approval of an item does not count; `null`: it does, where they gave one. */
export function ineligible(item: RiskItem, voice: Voice, people: People): Ineligible | null {
  const { by } = voice;
  if (by.bot) return "bot";
  if (!isAsked(item, voice, people)) return "not-a-member";
  if (people.isContributor(by, item)) return "contributor";
  return people.requestedWaiver(by) ? "requested-the-waiver" : null;
}

/** In the item's group now, and when one of the approvals was given. */
function isAsked(item: RiskItem, voice: Voice, people: People): boolean {
  const { teams } = people.groupOf(item);
  if (teams.length === 0) return voice.canPush;
  return (
    people.isMember(voice.by, teams) && voice.approvals.some((approval) => within(approval.teams, teams))
  );
}

/** Whether one of a person's approvals was given for this very item, as a member of its group. */
export function covers(item: RiskItem, voice: Voice, people: People): boolean {
  const key = riskItemKey(item);
  const { teams } = people.groupOf(item);
  return voice.approvals.some(
    (approval) => approval.items?.has(key) === true && (teams.length === 0 || within(approval.teams, teams)),
  );
}

/** How far each item is. */
export function itemStates(input: GateInput, voices: readonly Voice[], people: People): readonly ItemState[] {
  const confirmations = confirmationsOf(input);
  return input.decision.riskItems.map((item) =>
    item.asks === "confirm"
      ? { item, kind: "confirm", needed: 1, by: confirmedBy(item, confirmations, people) }
      : { item, kind: "review", needed: approvalsNeeded(item, input), by: approvedBy(item, voices, people) },
  );
}

export function approvedBy(item: RiskItem, voices: readonly Voice[], people: People): readonly Account[] {
  return voices
    .filter((voice) => ineligible(item, voice, people) === null && covers(item, voice, people))
    .map(({ by }) => by);
}

export function approvalsNeeded(
  item: RiskItem,
  { settings, contributorsOf }: Pick<GateInput, "settings" | "contributorsOf">,
): number {
  const unknownAuthor =
    settings.unattributed === "extra-approval" && contributorsOf(item).unattributed.length > 0;
  return settings.minimumApprovals + (unknownAuthor ? 1 : 0);
}

/** What somebody said is meant, by key. */
interface Confirmation {
  readonly by: Speaker;
  readonly items: ReadonlySet<string>;
}

export function confirmationsOf({ records }: Pick<GateInput, "records">): readonly Confirmation[] {
  return records.flatMap(({ body }) =>
    body.kind === "confirmed" ? [{ by: body.by, items: new Set(body.riskItems.map(riskItemKey)) }] : [],
  );
}

/** Who said that it is meant: a member of the owning team; where nobody owns it, whoever wrote it. */
export function confirmedBy(
  item: RiskItem,
  confirmations: readonly Confirmation[],
  people: People,
): readonly Account[] {
  const key = riskItemKey(item);
  const accounts = new Map<number, Account>();
  for (const { by, items } of confirmations) {
    const stays = item.reviewers.length === 0 || people.isMember(by.account, item.reviewers);
    if (items.has(key) && stays && mayConfirm(item, by, people)) accounts.set(by.account.id, by.account);
  }
  return [...accounts.values()].sort((left, right) => left.id - right.id);
}

/** At the moment at which they speak; whether they are still in the team is asked each time that it counts. */
export function mayConfirm(item: RiskItem, { account, teams }: Speaker, people: People): boolean {
  if (account.bot) return false;
  return item.reviewers.length === 0 ? people.isContributor(account, item) : within(teams, item.reviewers);
}

export function isOpen({ by, needed }: ItemState): boolean {
  return by.length < needed;
}

function within(teams: readonly string[], group: readonly string[]): boolean {
  return teams.some((team) => group.includes(team));
}
