import type { UncountedReason } from "../model/capacity-report.ts";
import { amountText, difference, isMore } from "./amounts.ts";
import type { Place, Unit } from "./namespace-use.ts";
import { scopeText } from "./quota-scopes.ts";
import { type Bounded, type Quota, scopedSides, strictest, type UseAndQuotas } from "./quotas.ts";

/** More is asked for than a quota allows. */
export interface Excess {
  /** As the quota writes it. */
  readonly resource: string;
  readonly quota: string;
  /** Of the quota, as people write them; none where it bounds everything. */
  readonly scopes: readonly string[];
  readonly asked: string;
  readonly allowed: string;
  /** Exact decimal. */
  readonly excess: string;
  /** Whose edit it is: what adds most, or the quota itself. */
  readonly place: Place;
  /** What of the place it is: how many pods there are, what one of them asks for, or the quota. */
  readonly part: "count" | "pod" | "quota";
  readonly uncounted: readonly string[];
}

/**
 * What exceeds its quota, once for each resource and quota that is strictest. With nothing to compare (`before` is
 * `null`) it stands where the quota does, or at what asks for most. Otherwise what makes an excess stands at the object
 * that adds most, and what was there before stays with the quota.
 */
export function excesses(now: UseAndQuotas, before: UseAndQuotas | "nothing" | "unasked"): readonly Excess[] {
  const scoped = scopedSides(typeof before === "string" ? now : before, now).flatMap(({ quota, ...sides }) =>
    excessesOf(sides.after, typeof before === "string" ? before : sides.before, quota.scopes.map(scopeText)),
  );
  return [...excessesOf(now, before, []), ...scoped];
}

type Earlier = Bounded | "nothing" | "unasked";

function excessesOf(now: Bounded, before: Earlier, scopes: readonly string[]): readonly Excess[] {
  return [...strictest(now.quotas)].flatMap(([name, { quota, written, hard }]) => {
    const asked = now.use.amounts[name] ?? "0";
    if (!isMore(asked, hard)) return [];
    const excess = difference(asked, hard);
    const row = {
      resource: written,
      quota: quota.name,
      scopes,
      asked: amountText(name, asked),
      allowed: hard,
      excess,
      uncounted: now.use.uncounted.filter(({ why }) => addsUp.has(why)).map(({ name }) => name),
    };
    return placesOf({ name, quota, excess, now, before }).map((where) => ({ ...row, ...where }));
  });
}

/** Reasons for which the sum is short of something. */
const addsUp: ReadonlySet<UncountedReason> = new Set(["unknown", "each-node", "unbounded"]);

interface Question {
  readonly name: string;
  readonly quota: Quota;
  readonly excess: string;
  readonly now: Bounded;
  readonly before: Earlier;
}

type Where = Pick<Excess, "place" | "part">;

function placesOf({ name, quota, excess, now, before }: Question): readonly Where[] {
  const atQuota: readonly Where[] = quota.place === null ? [] : [{ place: quota.place, part: "quota" }];
  if (before === "unasked") return atQuota;
  if (before === "nothing") return atQuota.length > 0 ? atQuota : culprit(name, now.use.units, []);
  const earlier = excessBefore(name, before);
  const grew = isMore(now.use.amounts[name] ?? "0", before.use.amounts[name] ?? "0");
  if (!grew || !isMore(excess, earlier)) return atQuota;
  return [...culprit(name, now.use.units, before.use.units), ...(isMore(earlier, "0") ? atQuota : [])];
}

/** What exceeded before; 0 where nothing did. */
function excessBefore(name: string, { use, quotas }: Bounded): string {
  const limit = strictest(quotas).get(name);
  const asked = use.amounts[name] ?? "0";
  return limit !== undefined && isMore(asked, limit.hard) ? difference(asked, limit.hard) : "0";
}

/** The unit that adds most, at its autoscaler where that is what has changed. */
function culprit(name: string, now: readonly Unit[], before: readonly Unit[]): readonly Where[] {
  const earlier = new Map(before.map((unit) => [unit.place.address, unit]));
  let most: { readonly unit: Unit; readonly added: string } | null = null;
  for (const unit of now) {
    const added = difference(
      unit.amounts[name] ?? "0",
      earlier.get(unit.place.address)?.amounts[name] ?? "0",
    );
    if (isMore(added, most?.added ?? "0")) most = { unit, added };
  }
  return most === null ? [] : [editOf(most.unit, earlier.get(most.unit.place.address))];
}

function editOf(unit: Unit, before: Unit | undefined): Where {
  const { scaler, place, pods } = unit;
  if (scaler !== null && (before === undefined || pods !== before.pods))
    return { place: { rootKey: scaler.rootKey, address: scaler.address }, part: "count" };
  return { place, part: before !== undefined && pods !== before.pods ? "count" : "pod" };
}
