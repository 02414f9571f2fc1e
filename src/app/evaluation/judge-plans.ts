import type { ResourceChange } from "../../model/change.ts";
import { compareWithBase, type MovedIdentity } from "../../policy/baseline/index.ts";
import type { Attribution } from "./attribution.ts";
import { type Judged, type Judging, judgeRoots } from "./judge-everything.ts";
import type { Loaded, LoadedRoot } from "./loaded.ts";
import { type ComparedVerdicts, compareVerdicts } from "./plans.ts";
import type { PlanBinding } from "./plans-bind.ts";
import { unitedChanges, withPlannedActions } from "./plans-changes.ts";
import { withPlans } from "./plans-load.ts";

export interface PlanJudging {
  readonly judging: Judging;
  readonly judged: Judged;
  readonly binding: PlanBinding;
  readonly changesOf: (loaded: Loaded) => readonly ResourceChange[];
  readonly attributionOf: (loaded: Loaded) => Attribution;
  readonly movedOf: (changes: readonly ResourceChange[]) => readonly MovedIdentity[];
}

export interface ComparedWithPlans {
  readonly compared: ComparedVerdicts;
  readonly changes: readonly ResourceChange[];
  readonly attribution: Attribution;
  /** The roots as their plans show them. */
  readonly roots: readonly LoadedRoot[];
}

/** What was judged against the base; where plans are bound, what they show is judged too, and added. */
export async function compareWithPlans(given: PlanJudging): Promise<ComparedWithPlans> {
  const { judging, judged, binding, movedOf } = given;
  const { changes, attribution, loaded } = judging;
  if (binding.bound.size === 0) {
    const moved = movedOf(changes);
    judging.ports.recorder?.compared(moved, null);
    const compared = compareWithBase(judged.base, judged.head, moved);
    return { compared: { source: compared, added: [] }, changes, attribution, roots: [] };
  }
  const planned = withPlans(loaded, binding.bound);
  const plannedChanges = withPlannedActions(given.changesOf(planned), planned);
  const plannedAttribution = given.attributionOf(planned);
  const roots = planned.roots.filter(({ key }) => binding.bound.has(key));
  const verdict = await judgeRoots({
    ...judging,
    phase: "planned",
    // They have seen the plan as it is.
    foreign: null,
    // Whether the source is whole and without contradictions is told by the source alone.
    task: { ...judging.task, rules: judging.task.rules.filter(({ family }) => family !== "validity") },
    loaded: { ...planned, roots },
    changes: plannedChanges.filter(({ rootKey }) => binding.bound.has(rootKey)),
    attribution: plannedAttribution,
    facts: { ...judging.facts, registry: plannedAttribution.registry },
  });
  const movedInSource = movedOf(changes);
  const movedInPlan = movedOf(plannedChanges);
  judging.ports.recorder?.compared(movedInSource, { moved: movedInPlan, names: planned.plannedByRoot });
  const source = judged;
  return {
    compared: compareVerdicts({ source, planned: verdict, loaded: planned, movedInSource, movedInPlan }),
    changes: unitedChanges(changes, plannedChanges, planned),
    attribution: plannedAttribution,
    roots,
  };
}
