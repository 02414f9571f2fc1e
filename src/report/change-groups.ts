import type { ChangeSummary, Report } from "../model/report.ts";
import { dutyOf, dutyOrder } from "./causes.ts";
import { type DistinctChange, distinctChanges } from "./distinct-changes.ts";
import { untold } from "./leaf-text.ts";
import { identityWords } from "./resource-name.ts";

/** Changes that are the same in many resources of one type. */
export interface ChangeGroup {
  readonly first: DistinctChange;
  readonly count: number;
  /** Each member has a part of what `first` tells. */
  readonly mixed: boolean;
}

/** What is gone or made anew matters before what is only different. */
const actionOrder: Readonly<Record<ChangeSummary["action"], number>> = {
  delete: 0,
  replace: 0,
  forget: 1,
  unknown: 1,
  update: 2,
  create: 3,
  move: 4,
  "no-op": 5,
  read: 5,
};

/**
 * Changes that are the same are one. First what people are asked about (fix, confirm, review, advice), then what nobody
 * found anything in; of these what is gone, what differs, what is new, and last what only prepares for the rest.
 */
export function changeGroups(
  changes: readonly ChangeSummary[],
  findings: Report["findings"],
): readonly ChangeGroup[] {
  const concern = concernOf(findings);
  const ordered = distinctChanges(changes, concern).toSorted(
    (left, right) =>
      concern(left) - concern(right) ||
      actionOrder[left.action] - actionOrder[right.action] ||
      Number(isPreparation(left)) - Number(isPreparation(right)),
  );
  const groups = new Map<string, DistinctChange[]>();
  for (const change of ordered) {
    const keys = groupKeys(change);
    const group = keys.map((key) => groups.get(key)).find((each) => each !== undefined) ?? [];
    group.push(change);
    for (const key of keys) groups.set(key, group);
  }
  const rows = [...new Set(groups.values())].flatMap((members) => {
    const [first] = members;
    return first === undefined ? [] : [together(first, members)];
  });
  return withoutCrowds(rows, (change) => concern(change) < dutyOrder.existing);
}

/** Rows of things of one type that come or go from which on nobody reads what each of them is. */
const crowdMin = 4;

/** Many things of one type that come or go, and that concern nobody, are one row, whatever each of them is. */
function withoutCrowds(
  rows: readonly ChangeGroup[],
  isAskedAbout: (change: ChangeSummary) => boolean,
): readonly ChangeGroup[] {
  const typeOf = ({ first }: ChangeGroup) =>
    (first.action === "create" || first.action === "delete") && !isAskedAbout(first)
      ? JSON.stringify([first.type, first.action])
      : "";
  const types = Map.groupBy(rows, typeOf);
  return rows.flatMap((row) => {
    const crowd = types.get(typeOf(row)) ?? [];
    if (typeOf(row) === "" || crowd.length < crowdMin) return [row];
    if (crowd[0] !== row) return [];
    const { effects: _, contents: __, ...first } = row.first;
    return [{ first, count: crowd.reduce((sum, { count }) => sum + count, 0), mixed: true }];
  });
}

/** Providers, settings of Terraform, calls and look-ups: none of them is a thing by itself. */
function isPreparation({ type }: ChangeSummary): boolean {
  return type === "terraform" || type === "module" || /^(?:provider|data)\./.test(type);
}

/** What is the same as it stands, or but for the names of the resources themselves, is in one group. */
function groupKeys(change: DistinctChange): readonly string[] {
  const { type, action, effects = [], leavesOmitted, contents } = change;
  if (isRequirement(change)) return ["requirements"];
  if (isSetting(change)) return [`settings ${action}`];
  const told = JSON.stringify([action === "create" ? [] : untold(change), effects, leavesOmitted, contents]);
  return [told, withoutNames(told, change)].map((content) => JSON.stringify([type, action, content]));
}

/** Shorter words stand in too many places that have nothing to do with the name. */
const nameCharactersMin = 3;

function withoutNames(told: string, change: ChangeSummary): string {
  const words = [...identityWords(change)]
    .filter((word) => word.length >= nameCharactersMin)
    .toSorted((left, right) => right.length - left.length);
  return words.reduce((text, word) => text.replaceAll(word, "\u0000"), told);
}

/** Providers that come and go with everything that needs them are one row. */
function isSetting({ type, action }: ChangeSummary): boolean {
  const whole = action === "create" || action === "delete";
  return whole && (type === "terraform" || type.startsWith("provider."));
}

/** Another version of providers and nothing else: one row for the whole change, whoever needs which of them. */
function isRequirement(change: ChangeSummary): boolean {
  const { type, action, effects = [] } = change;
  return (
    type === "terraform" &&
    action === "update" &&
    effects.length > 0 &&
    effects.every((effect) => effect.kind === "value" && effect.property === "provider") &&
    untold(change).length === 0
  );
}

function together(first: DistinctChange, members: readonly DistinctChange[]): ChangeGroup {
  const count = members.length;
  if (!isRequirement(first)) return { first, count, mixed: isSetting(first) };
  const told = new Map<string, { effect: NonNullable<ChangeSummary["effects"]>[number]; count: number }>();
  for (const effect of members.flatMap(({ effects = [] }) => effects)) {
    const key = JSON.stringify({ ...effect, tells: [] });
    const known = told.get(key);
    if (known === undefined) told.set(key, { effect, count: 1 });
    else known.count += 1;
  }
  const effects = [...told.values()].toSorted((a, b) => b.count - a.count).map(({ effect }) => effect);
  return { first: { ...first, effects }, count, mixed: told.size !== (first.effects ?? []).length };
}

/** How much a change concerns people, smaller is more. */
function concernOf(findings: Report["findings"]): (change: ChangeSummary) => number {
  const ranks = new Map<string, number>();
  for (const finding of findings) {
    const rank = dutyOrder[dutyOf(finding)];
    ranks.set(placeKey(finding), Math.min(rank, ranks.get(placeKey(finding)) ?? rank));
  }
  const unconcerning = dutyOrder.existing;
  return (change) => Math.min(ranks.get(placeKey(change)) ?? unconcerning, unconcerning);
}

function placeKey({ rootKey, address }: { readonly rootKey: string; readonly address: string }): string {
  return JSON.stringify([rootKey, address]);
}
