import type { CapacityRow, CapacityScope, ExactAmount } from "../../model/capacity-report.ts";

/** What may be used at once, as `docs/decision.schema.json` describes it. */
export function capacityJson({ place, extent, rows, uncounted }: CapacityScope) {
  const { kind, name, cluster, rootKey } = place;
  return {
    place: { kind, name, cluster, rootKey },
    extent,
    rows: rows.map(rowJson),
    uncounted: uncounted.map(({ name: what, why }) => ({ name: what, why })),
  };
}

function rowJson(row: CapacityRow) {
  const { resource, scoped, before, after, allowed, allowedBefore, remains, rolloutExcess } = row;
  return {
    resource,
    ...(scoped === undefined ? {} : { scoped: { quota: scoped.quota, scopes: [...scoped.scopes] } }),
    before: amountJson(before),
    after: amountJson(after),
    allowed: allowanceJson(allowed),
    ...(allowedBefore === undefined ? {} : { allowedBefore: allowanceJson(allowedBefore) }),
    remains: remains === null ? null : exactJson(remains),
    ...(rolloutExcess === undefined ? {} : { rolloutExcess: exactJson(rolloutExcess) }),
  };
}

function amountJson({ exact, text, atLeast, least }: CapacityRow["before"]) {
  return { exact, text, atLeast, ...(least === undefined ? {} : { least: exactJson(least) }) };
}

function exactJson({ exact, text }: ExactAmount) {
  return { exact, text };
}

function allowanceJson(allowed: CapacityRow["allowed"]) {
  return allowed === null ? null : { exact: allowed.exact, text: allowed.text, quota: allowed.quota };
}
