import type { AccessRow } from "../../../model/evidence.ts";
import type { PlacedRepository } from "../placed.ts";
import { ofKind, type PlacedKind, type RowContext, restedOn } from "./context.ts";

type Snapshot = PlacedKind<NonNullable<PlacedRepository["body"]>, "access-snapshot">;
type Holding = Pick<AccessRow, "kind" | "name" | "holder" | "holderId">;

/** Who could do what when the period began, each change in it, and who could when it ended. */
export function accessRows(entries: readonly PlacedRepository[], context: RowContext): readonly AccessRow[] {
  const snapshots = ofKind(entries, "access-snapshot").filter(({ at }) => at < context.end);
  const groups = Map.groupBy(snapshots, ({ body }) => body.organisation);
  return [...groups.values()].flatMap((each) => rowsOf(each, context));
}

function rowsOf(snapshots: readonly Snapshot[], context: RowContext): readonly AccessRow[] {
  const opening = snapshots.findLastIndex(({ at }) => at < context.start);
  const first = Math.max(0, opening);
  const rows: AccessRow[] = [];
  let before: ReadonlyMap<string, Holding> | null = null;
  for (const snapshot of snapshots.slice(first)) {
    const now = holdingsOf(snapshot);
    const common = { ...restedOn(snapshot, context), organisation: snapshot.body.organisation };
    if (before === null) rows.push(...[...now.values()].map((each) => held(common, "start", each)));
    else
      rows.push(...differences(before, now).map((each) => ({ ...common, when: "change" as const, ...each })));
    before = now;
  }
  const last = snapshots.at(-1);
  if (last === undefined || before === null) return rows;
  const common = { ...restedOn(last, context), organisation: last.body.organisation };
  return [...rows, ...[...before.values()].map((each) => held(common, "end", each))];
}

function held(
  common: Pick<AccessRow, "index" | "at" | "local" | "organisation">,
  when: "start" | "end",
  holding: Holding,
): AccessRow {
  return { ...common, when, ...holding, change: "held" };
}

function differences(
  before: ReadonlyMap<string, Holding>,
  now: ReadonlyMap<string, Holding>,
): readonly (Holding & Pick<AccessRow, "change">)[] {
  const added = [...now]
    .filter(([key]) => !before.has(key))
    .map(([, each]) => ({ ...each, change: "added" }) as const);
  const removed = [...before]
    .filter(([key]) => !now.has(key))
    .map(([, each]) => ({ ...each, change: "removed" }) as const);
  return [...added, ...removed];
}

function holdingsOf({ body: { access } }: Snapshot): ReadonlyMap<string, Holding> {
  const teams = Object.entries(access.teams).flatMap(([name, members]) =>
    members.map(({ id, login }): Holding => ({ kind: "team", name, holder: login, holderId: id })),
  );
  const named = (kind: "right" | "custodian", all: Readonly<Record<string, readonly string[]>>) =>
    Object.entries(all).flatMap(([name, holders]) =>
      holders.map((holder): Holding => ({ kind, name, holder, holderId: null })),
    );
  const all = [...named("right", access.rights), ...named("custodian", access.custodians), ...teams];
  return new Map(
    all.map((each) => [JSON.stringify([each.kind, each.name, each.holderId ?? each.holder]), each]),
  );
}
