import { localDateAt } from "../../model/local-date.ts";
import type { NewRule } from "../../model/observed-rule.ts";
import type { Records } from "../../store/store.ts";
import { recordedActivations } from "./activations.ts";
import { observedOn } from "./observed.ts";

export interface NewRulesRequest {
  /** Login; `null`: of every organisation that has activated a set. */
  readonly organisation: string | null;
  readonly ruleIds: readonly string[];
  readonly now: Date;
  readonly timezone: string;
}

/** Rules that are too new to count, by organisation and id: nothing where no set was ever activated. */
export async function newRulesIn(
  { organisation, ruleIds, now, timezone }: NewRulesRequest,
  records: Pick<Records, "ofRepository">,
): Promise<readonly NewRule[]> {
  const wanted = organisation?.toLowerCase() ?? null;
  const all = Map.groupBy(await recordedActivations(records), (each) => each.organisation);
  const today = localDateAt(now, timezone);
  return [...all]
    .filter(([name]) => wanted === null || name === wanted)
    .toSorted(([left], [right]) => (left < right ? -1 : 1))
    .flatMap(([name, activations]) =>
      observedOn(today, ruleIds, activations).map(({ ruleId, until }) => {
        const brought = activations.findLast(({ observing }) =>
          observing.some((one) => one.ruleId === ruleId),
        );
        const since = brought === undefined ? today : localDateAt(new Date(brought.at), timezone);
        return { organisation: name, ruleId, since, until };
      }),
    );
}
