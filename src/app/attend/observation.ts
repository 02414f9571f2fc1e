import type { Finding } from "../../model/finding.ts";
import { addDays, startOfDay } from "../../model/local-date.ts";
import type { ReviewSettings } from "../settings.ts";

/** When the first new rule that has found something here begins to count, ISO 8601; `null`: none has. */
export function observationEnds(
  { observing = [], configuration }: Pick<ReviewSettings, "observing" | "configuration">,
  observed: readonly Finding[],
): string | null {
  const found = new Set(observed.map(({ ruleId }) => ruleId));
  const ends = observing.filter(({ ruleId }) => found.has(ruleId)).map(({ until }) => until);
  const [first] = ends.toSorted();
  return first === undefined ? null : startOfDay(addDays(first, 1), configuration.timezone);
}
