import type { Finding } from "../../model/finding.ts";
import type { SettledSuppression } from "../../model/suppression.ts";
import { applySuppressions, applyWaivers } from "../../waivers/index.ts";
import { byPlace } from "./by-place.ts";
import type { EvaluationTask } from "./task.ts";

/** What somebody accepted counts no more: waivers first, which end some day, then what stands in the files. */
export function withExceptions(
  settled: readonly Finding[],
  suppressions: readonly SettledSuppression[],
  { waivers, today, configuration, compared }: Excepting & { readonly compared: boolean },
): readonly Finding[] {
  const { findings } = applyWaivers(settled, waivers, { today, never: configuration.waivers.never });
  return applySuppressions(findings, suppressions, { compared });
}

type Excepting = Pick<EvaluationTask, "waivers" | "today" | "configuration">;

/** What routing rules add can be waived as anything else. */
export function withAdded(
  settled: readonly Finding[],
  added: readonly Finding[],
  { waivers, today, configuration }: Excepting,
): readonly Finding[] {
  if (added.length === 0) return settled;
  const { findings } = applyWaivers(added, waivers, { today, never: configuration.waivers.never });
  return [...settled, ...findings].toSorted(byPlace);
}
