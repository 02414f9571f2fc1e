import type { PolicyRow } from "../../../model/evidence.ts";
import type { JsonObject } from "../../../model/json.ts";
import type { PlacedRepository } from "../placed.ts";
import { localOf, ofKind, type RowContext, restedOn } from "./context.ts";

/** Rule sets and settings that were in force in the period, each with the one that came after it; oldest first. */
export function policyRows(
  entries: readonly PlacedRepository[],
  repository: string | null,
  context: RowContext,
): readonly PolicyRow[] {
  const sets = ofKind(entries, "policy-set-activated").map((entry): PolicyRow => {
    const { policySet: digest, previous, how, program } = entry.body;
    const record = plain(entry.body);
    return { ...begun(entry, context), kind: "rule-set", repository, digest, previous, how, program, record };
  });
  const settings = ofKind(entries, "configuration-activated").map((entry): PolicyRow => {
    const { configuration: digest, previous, effectiveFrom } = entry.body;
    return {
      ...begun(entry, context),
      ...{ kind: "configuration", repository, digest, previous, how: "", program: "" },
      effectiveFrom: localOf(effectiveFrom, context),
      record: plain(entry.body),
    };
  });
  return [...inForce(sets, context), ...inForce(settings, context)].toSorted((a, b) => a.index - b.index);
}

function begun(entry: PlacedRepository, context: RowContext) {
  return {
    ...restedOn(entry, context),
    ...{ effectiveFrom: null, effectiveTo: null, inForceAtStart: false },
  } as const;
}

function inForce(rows: readonly PolicyRow[], { start, end }: RowContext): readonly PolicyRow[] {
  return rows
    .map((row, place) => {
      const next = rows[place + 1];
      const inForceAtStart = row.at < start && (next === undefined || next.at >= start);
      return { ...row, effectiveTo: next?.local ?? null, inForceAtStart };
    })
    .filter(({ at, inForceAtStart }) => inForceAtStart || (at >= start && at < end));
}

function plain(body: object): JsonObject {
  return JSON.parse(JSON.stringify(body));
}
