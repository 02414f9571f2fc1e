import type { TerraformPlan } from "../../model/plan.ts";
import { mergePlan, type PlannedRoot } from "../../resources/terraform-plan/index.ts";
import { currentSide, type Loaded, type LoadedRoot, type LoadedSide } from "./loaded.ts";

/** Everything that was loaded, with the roots that plans are bound to as these show them. */
export interface PlannedLoaded extends Loaded {
  readonly plannedByRoot: ReadonlyMap<string, PlannedRoot>;
}

/** Lays plans over the roots that they are bound to; a later plan lies over an earlier one. */
export function withPlans(
  loaded: Loaded,
  bound: ReadonlyMap<string, readonly TerraformPlan[]>,
): PlannedLoaded {
  const plannedByRoot = new Map<string, PlannedRoot>();
  const roots = loaded.roots.map((root) => {
    const planned = (bound.get(root.key) ?? []).reduce<PlannedRoot | null>(
      (before, plan) => joined(before, mergePlan(sourceOf(root, before), plan)),
      null,
    );
    if (planned === null) return root;
    plannedByRoot.set(root.key, planned);
    return planRoot(root, planned);
  });
  return { ...loaded, roots, plannedByRoot };
}

function sourceOf(loaded: LoadedRoot, before: PlannedRoot | null) {
  const { root } = currentSide(loaded);
  if (before !== null) return { root, base: before.base, head: before.head };
  return { root, base: loaded.base?.resources ?? [], head: loaded.head?.resources ?? [] };
}

function joined(before: PlannedRoot | null, next: PlannedRoot): PlannedRoot {
  if (before === null) return next;
  return {
    ...next,
    moves: [...before.moves, ...next.moves],
    actions: new Map([...before.actions, ...next.actions]),
    aliases: new Map([...before.aliases, ...next.aliases]),
    spokenOf: before.spokenOf.union(next.spokenOf),
    unwritten: before.unwritten.union(next.unwritten),
  };
}

/** What diagnostics say about the source was said already. */
function planRoot(loaded: LoadedRoot, { base, head, moves }: PlannedRoot): LoadedRoot {
  const { root } = currentSide(loaded);
  const side = (own: LoadedSide | null, resources: LoadedSide["resources"]): LoadedSide | null => {
    if (own === null && resources.length === 0) return null;
    const { declaredMoves = [], comments = [] } = own ?? {};
    return { root: own?.root ?? root, resources, diagnostics: [], declaredMoves, comments };
  };
  const after = side(loaded.head, head);
  return {
    key: loaded.key,
    base: side(loaded.base, base),
    head: after === null ? null : { ...after, declaredMoves: [...after.declaredMoves, ...moves] },
  };
}
