import type { CoveredRepository } from "../../../model/access-snapshot.ts";
import type { CoverageRow } from "../../../model/evidence.ts";
import type { PlacedRepository } from "../placed.ts";
import { ofKind, type PlacedKind, type RowContext, restedOn } from "./context.ts";

type Coverage = PlacedKind<NonNullable<PlacedRepository["body"]>, "coverage">;

/** Each repository as it was last seen in the period, and whether it was otherwise when it began. */
export function coverageRows(
  entries: readonly PlacedRepository[],
  context: RowContext,
): readonly CoverageRow[] {
  const looks = ofKind(entries, "coverage").filter(({ at }) => at < context.end);
  const groups = Map.groupBy(looks, ({ body }) => body.organisation);
  return [...groups.values()].flatMap((each) => rowsOf(each, context));
}

function rowsOf(looks: readonly Coverage[], context: RowContext): readonly CoverageRow[] {
  const last = looks.at(-1);
  if (last === undefined) return [];
  const opening = looks.findLast(({ at }) => at < context.start) ?? looks[0] ?? last;
  const before = new Map(opening.body.repositories.map((each) => [each.id, each]));
  const common = { ...restedOn(last, context), organisation: last.body.organisation };
  return last.body.repositories.map((each) => ({
    ...common,
    ...{ repository: each.name, repositoryId: each.id, inScope: each.inScope, covered: each.covered },
    since: each.since,
    change: changeOf(before.get(each.id), each),
  }));
}

function changeOf(before: CoveredRepository | undefined, now: CoveredRepository): CoverageRow["change"] {
  if (before === undefined) return "added";
  return before.covered === now.covered && before.inScope === now.inScope ? "held" : "changed";
}
