import type {
  CapacityAllowance,
  CapacityAmount,
  CapacityRow,
  ExactAmount,
  Uncounted,
  UncountedReason,
} from "../model/capacity-report.ts";
import { compareQuantities, quantityDecimal } from "../model/quantity.ts";
import { addAmounts, difference, glanceText, isMore } from "./amounts.ts";
import { scopeText } from "./quota-scopes.ts";
import { type Bounded, type Limit, scopedSides, strictest, type UseAndQuotas } from "./quotas.ts";

/**
 * Every number that two sides do not share, what is allowed of it, and what remains; those under quotas with scopes beside
 * those of everything. Objects that nobody bounds are left out: a ConfigMap more is no news. `rolling` are addresses of
 * what gets new pods.
 */
export function capacityRows(
  before: UseAndQuotas,
  after: UseAndQuotas,
  rolling: ReadonlySet<string> = new Set(),
): readonly CapacityRow[] {
  const scoped = scopedSides(before, after).flatMap(({ quota, ...sides }) =>
    rowsOf(sides.before, sides.after, rolling)
      .filter(({ allowed, allowedBefore = null }) => allowed !== null || allowedBefore !== null)
      .map((row) => ({ ...row, scoped: { quota: quota.name, scopes: quota.scopes.map(scopeText) } })),
  );
  return [...rowsOf(before, after, rolling), ...scoped].toSorted(byConcern);
}

function rowsOf(before: Bounded, after: Bounded, rolling: ReadonlySet<string>): readonly CapacityRow[] {
  const limits = { before: strictest(before.quotas), after: strictest(after.quotas) };
  const names = new Set([
    ...Object.keys(before.use.amounts),
    ...Object.keys(after.use.amounts),
    ...limits.before.keys(),
    ...limits.after.keys(),
  ]);
  return [...names].flatMap((name): CapacityRow[] => {
    const allowed = allowance(limits.after.get(name));
    const allowedBefore = allowance(limits.before.get(name));
    if (allowed === null && allowedBefore === null && !isCost(name)) return [];
    const earlier = amountOf(name, before);
    const later = amountOf(name, after);
    const isBoundedAnew = !isSame(allowedBefore?.exact ?? null, allowed?.exact ?? null);
    const isUsed = earlier.exact !== "0" || later.exact !== "0";
    const differs = !isSame(earlier.exact, later.exact) || leastOf(earlier) !== leastOf(later);
    if (!differs && !(isBoundedAnew && isUsed)) return [];
    const excess = rolloutExcess(name, after, allowed, rolling);
    return [
      {
        ...{ resource: name, before: earlier, after: later },
        ...(isBoundedAnew ? { allowedBefore } : {}),
        ...{ allowed, remains: remainsOf(name, later, allowed) },
        ...(excess === null ? {} : { rolloutExcess: excess }),
      },
    ];
  });
}

/** What nodes and disks are paid for, as against the number of objects. */
function isCost(name: string): boolean {
  return /^(?:pods$|persistentvolumeclaims$|requests\.|limits\.|services\.loadbalancers$|nodes|capacity\.)/.test(
    name,
  );
}

function amountOf(name: string, { use }: Bounded): CapacityAmount {
  const exact = use.amounts[name] ?? "0";
  const least = use.least[name] ?? "0";
  return {
    ...{ exact, text: glanceText(name, exact), atLeast: isShort(name, use.uncounted) },
    ...(isSame(least, exact) || !isRange(name)
      ? {}
      : { least: { exact: least, text: glanceText(name, least) } }),
  };
}

function leastOf({ exact, least }: CapacityAmount): string {
  return least?.exact ?? exact;
}

/** What autoscalers change. */
function isRange(name: string): boolean {
  return /^(?:pods$|requests\.|limits\.|persistentvolumeclaims$)/.test(name);
}

/** Told only where the pods fit when all of it is over. */
function rolloutExcess(
  name: string,
  { use }: Bounded,
  allowed: CapacityAllowance | null,
  rolling: ReadonlySet<string>,
): ExactAmount | null {
  const asked = use.amounts[name] ?? "0";
  if (allowed === null || isMore(asked, allowed.exact)) return null;
  const surges = use.units.filter(({ place: { address } }) => rolling.has(address)).map(({ surge }) => surge);
  const peak = addAmounts([{ [name]: asked }, ...surges])[name] ?? "0";
  if (!isMore(peak, allowed.exact)) return null;
  const exact = difference(peak, allowed.exact);
  return { exact, text: glanceText(name, exact) };
}

/** What is named and takes nothing itself: an autoscaler without a target, and a quota that is not compared. */
const takesNothing: ReadonlySet<UncountedReason> = new Set(["no-target", "scoped-quota", "refused-quota"]);

/** Whether something that was not counted takes of it, too. */
function isShort(name: string, uncounted: readonly Uncounted[]): boolean {
  return isRange(name) && uncounted.some(({ why }) => !takesNothing.has(why));
}

function allowance(limit: Limit | undefined): CapacityAllowance | null {
  if (limit === undefined) return null;
  const { quota, hard } = limit;
  return { exact: quantityDecimal(hard) ?? "0", text: hard, quota: quota.place === null ? null : quota.name };
}

function remainsOf(
  name: string,
  { exact }: CapacityAmount,
  allowed: CapacityAllowance | null,
): CapacityRow["remains"] {
  if (allowed === null) return null;
  const remains = difference(allowed.exact, exact);
  return { exact: remains, text: glanceText(name, remains) };
}

function isSame(left: string | null, right: string | null): boolean {
  return left === right || (left !== null && right !== null && compareQuantities(left, right) === 0);
}

/** The first three are read at a glance: what a node runs out of, what is scheduled by, what is paid for most. */
const order = [
  "nodes",
  "nodes.least",
  "nodes.zone",
  "nodes.zone.least",
  "capacity.cpu",
  "capacity.memory",
  "limits.memory",
  "requests.cpu",
  "requests.storage",
  "requests.memory",
  "pods",
  "limits.cpu",
];

function byConcern(left: CapacityRow, right: CapacityRow): number {
  return rank(left) - rank(right) || place(left) - place(right) || (nameOf(left) < nameOf(right) ? -1 : 1);
}

function nameOf({ resource, scoped }: CapacityRow): string {
  return `${resource} ${scoped?.quota ?? ""}`;
}

function rank({ remains, before, after }: CapacityRow): number {
  if (remains !== null && isMore("0", remains.exact)) return isMore(after.exact, before.exact) ? 0 : 1;
  return remains === null ? 3 : 2;
}

function place({ resource }: CapacityRow): number {
  const found = order.indexOf(resource);
  return found === -1 ? order.length : found;
}
