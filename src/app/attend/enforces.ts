import { modeOf, strongestMode } from "../../decision/index.ts";
import type { RepositoryRef } from "../../github/index.ts";
import { lastGoodSettings } from "./in-force.ts";
import type { AttendPorts } from "./ports.ts";

/** Whether a repository is gated at all, by the settings that were last in force there. */
export async function enforcesAnything(
  repository: RepositoryRef,
  { store, review }: Pick<AttendPorts, "store" | "review">,
): Promise<boolean> {
  const configuration = await lastGoodSettings(repository.id, { ...store, ...review });
  if (configuration === null) return false;
  const ruleIds = review.policySet.rules.map(({ id }) => id);
  return (
    strongestMode(modeOf(configuration, `${repository.owner}/${repository.name}`), ruleIds) === "enforce"
  );
}
