import { canonicalJson } from "../../../model/digest.ts";
import type { IncidentRow } from "../../../model/evidence.ts";
import type { PullRecord, RepositoryRecord } from "../../../model/record.ts";
import type { Placed } from "../placed.ts";
import { isWithin, type RowContext, restedOn } from "./context.ts";
import type { NamedGathered } from "./decisions.ts";

/** What an auditor has to know of and is no decision: alerts, clocks that differ, heads that could not be judged. */
export function incidentRows(
  entries: readonly Placed<PullRecord | RepositoryRecord>[],
  about: { readonly repository: string | null; readonly number: number | null },
  context: RowContext,
): readonly IncidentRow[] {
  return entries.flatMap((entry): readonly IncidentRow[] => {
    const said = entry.body === null || !isWithin(entry.at, context) ? null : saidOf(entry.body);
    return said === null ? [] : [{ ...restedOn(entry, context), ...about, ...said }];
  });
}

/** Kinds of record of a pull request that {@link saidOf} tells. */
const pullIncidents = ["alert", "not-decided"] as const satisfies readonly PullRecord["kind"][];

export function incidentsOf(repository: NamedGathered, context: RowContext): readonly IncidentRow[] {
  const { name, outside, pulls } = repository;
  return [
    ...incidentRows(outside, { repository: name, number: null }, context),
    ...pullIncidents.flatMap((kind) =>
      [...pulls.having(kind)].flatMap(([number, entries]) =>
        incidentRows(entries, { repository: name, number }, context),
      ),
    ),
  ];
}

function saidOf(body: PullRecord | RepositoryRecord): Pick<IncidentRow, "kind" | "detail"> | null {
  switch (body.kind) {
    case "alert": {
      const { kind, ...detail } = body.alert;
      return { kind, detail: detailOf(detail) };
    }
    case "not-decided":
      return { kind: "not-decided", detail: `${body.reason}: ${body.detail}` };
    case "clock-skew":
      return {
        kind: "clock-skew",
        detail: detailOf({ ours: body.ours, theirs: body.theirs, source: body.source }),
      };
    case "branch-head":
      return body.how === "rewritten"
        ? {
            kind: "branch-rewritten",
            detail: detailOf({ branch: body.branch, before: body.before, after: body.after }),
          }
        : null;
    case "sweep":
      return body.failed.length === 0
        ? null
        : { kind: "not-looked-at", detail: `${body.sweep}: ${body.failed.join(", ")}` };
    case "erased":
    case "erasure-requested":
      return { kind: body.kind, detail: detailOf({ indexes: body.indexes, because: body.because }) };
    case "legal-hold":
      return {
        kind: body.kind,
        detail: detailOf({ change: body.change, because: body.because, by: body.by }),
      };
    default:
      return null;
  }
}

/** `branch: main, commit: 4f2a…`: as the record names its parts. */
function detailOf(parts: object): string {
  return Object.entries(parts)
    .map(([name, value]) => `${name}: ${typeof value === "string" ? value : canonicalJson(value)}`)
    .join(", ");
}
