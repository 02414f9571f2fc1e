import type { ResourceChange } from "../../../model/change.ts";
import type { Configuration } from "../../../model/configuration.ts";
import { compileGlobs } from "../../../model/glob.ts";
import type { SettledSuppression, SuppressionRequest, SuppressionState } from "../../../model/suppression.ts";
import type { Loaded } from "../loaded.ts";
import type { EvaluationTask } from "../task.ts";
import { type Collected, collectSuppressions, inTermsOfHead, suppressionIdentity } from "./collect.ts";

/** The rule that asks about exceptions is not silenced by one. */
const ownRule = "CHG-023";

export interface StatedSuppression extends SuppressionRequest {
  readonly state: SuppressionState;
}

export interface BothSuppressions {
  /** In the terms of the head. */
  readonly base: readonly StatedSuppression[];
  readonly head: readonly StatedSuppression[];
  /** Those of the head that may cover a finding. */
  readonly settled: readonly SettledSuppression[];
  readonly cut: Pick<Record<"base" | "head", Collected["cutAt"]>, "base" | "head">;
}

/** What both sides ask to ignore, and which of the head's stood at the base already. Without a base all did. */
export function bothSuppressions(
  task: EvaluationTask,
  roots: Loaded["roots"],
  changes: readonly ResourceChange[],
): BothSuppressions {
  const stateOf = stating(task);
  const found = { base: collectSuppressions(roots, "base"), head: collectSuppressions(roots, "head") };
  const stated = (requests: readonly SuppressionRequest[]) =>
    requests.map((request) => ({ ...request, state: stateOf(request) }));
  const base = stated(inTermsOfHead(found.base.requests, changes, task.changedPaths));
  const head = stated(found.head.requests);
  const standing = new Set(base.flatMap(identitiesOf));
  const compared = task.trees.base !== null;
  return {
    base,
    head,
    settled: head.flatMap((one) => settledOf(one, compared ? standing : null)),
    cut: { base: found.base.cutAt, head: found.head.cutAt },
  };
}

/** Where each of them would stand, if it counts. */
export function identitiesOf({ ruleId, state, targets }: StatedSuppression): readonly string[] {
  return ruleId === null || state !== "counts"
    ? []
    : targets.map((target) => suppressionIdentity(ruleId, target));
}

function settledOf(
  { ruleId, reason, location, state, targets }: StatedSuppression,
  standing: ReadonlySet<string> | null,
): readonly SettledSuppression[] {
  if (ruleId === null || !isEffect(state)) return [];
  const stood = targets.map((target) => ({
    ...target,
    stood: standing === null || standing.has(suppressionIdentity(ruleId, target)),
  }));
  return [{ ruleId, reason, location, effect: state, targets: stood }];
}

function isEffect(state: SuppressionState): state is "counts" | "not-allowed" | "never" | "no-reason" {
  return state === "counts" || state === "not-allowed" || state === "never" || state === "no-reason";
}

type SuppressionSettings = Pick<Configuration, "inlineSuppression" | "waivers">;

/** What can be said of one without knowing what its rule finds. */
function stating(
  task: Pick<EvaluationTask, "rules" | "ruleIds"> & { readonly configuration: SuppressionSettings },
): (request: SuppressionRequest) => SuppressionState {
  const { inlineSuppression, waivers } = task.configuration;
  const known = new Set(task.ruleIds ?? task.rules.map(({ id }) => id));
  const allowed = compileGlobs(inlineSuppression.rules);
  const never = compileGlobs([...waivers.never, ownRule]);
  return ({ ruleId, reason, rendered, targets }) => {
    if (ruleId === null) return "without-rule";
    if (!known.has(ruleId)) return "unknown-rule";
    if (never(ruleId)) return "never";
    if (!allowed(ruleId)) return "not-allowed";
    if (reason === "") return "no-reason";
    if (targets.length > 0) return "counts";
    return rendered ? "rendered" : "unattached";
  };
}
