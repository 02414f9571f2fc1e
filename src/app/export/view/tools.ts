import type { AnchorRow, ToolRow } from "../../../model/evidence.ts";
import type { PlacedRepository } from "../placed.ts";
import { isWithin, ofKind, type PlacedKind, type RowContext, restedOn } from "./context.ts";

type Started = PlacedKind<NonNullable<PlacedRepository["body"]>, "tool-started">;

/** What worked in the period: the first start of each composition, and changes of keys and of the installation. */
export function toolRows(entries: readonly PlacedRepository[], context: RowContext): readonly ToolRow[] {
  const rows = [
    ...starts(entries, context),
    ...rotations(entries, context),
    ...installations(entries, context),
  ];
  return rows.toSorted((a, b) => a.index - b.index);
}

/** Of starts that differ in nothing only the first is told. */
function starts(entries: readonly PlacedRepository[], context: RowContext): readonly ToolRow[] {
  const all = ofKind(entries, "tool-started").filter(({ at }) => at < context.end);
  const first = Math.max(
    0,
    all.findLastIndex(({ at }) => at < context.start),
  );
  return all.slice(first).flatMap((entry, place, shown): readonly ToolRow[] => {
    const previous = shown[place - 1];
    const changed = previous === undefined ? [] : partsThatDiffer(previous, entry);
    if (previous !== undefined && changed.length === 0) return [];
    const { program, node } = entry.body;
    return [
      {
        ...restedOn(entry, context),
        ...{ kind: "tool-started", program, node, changed, what: "", because: "" },
      },
    ];
  });
}

function partsThatDiffer(before: Started, now: Started): readonly string[] {
  const parts = ["program", "node", "engines", "policySet", "store", "signingKey"] as const;
  return parts
    .filter((part) => JSON.stringify(before.body[part]) !== JSON.stringify(now.body[part]))
    .toSorted();
}

const withoutProgram = { program: "", node: "", changed: [] } as const;

function rotations(entries: readonly PlacedRepository[], context: RowContext): readonly ToolRow[] {
  const begun = ofKind(entries, "key-rotated").map((entry) => ({
    ...restedOn(entry, context),
    ...withoutProgram,
    kind: "key-rotated" as const,
    what: entry.body.next,
    because: entry.body.because,
  }));
  const ended = ofKind(entries, "key-retired").map((entry) => ({
    ...restedOn(entry, context),
    ...withoutProgram,
    kind: "key-retired" as const,
    what: entry.body.key,
    because: entry.body.because,
  }));
  return [...begun, ...ended].filter(({ at }) => isWithin(at, context));
}

function installations(entries: readonly PlacedRepository[], context: RowContext): readonly ToolRow[] {
  return ofKind(entries, "installation")
    .filter(({ at }) => isWithin(at, context))
    .map((entry) => ({
      ...restedOn(entry, context),
      ...withoutProgram,
      kind: "installation",
      what: entry.body.change,
      because: "",
    }));
}

export function anchorRows(entries: readonly PlacedRepository[], context: RowContext): readonly AnchorRow[] {
  return ofKind(entries, "anchored").map((entry) => {
    const { place, size, root, receipt } = entry.body;
    return { ...restedOn(entry, context), place, size, root, receipt };
  });
}
