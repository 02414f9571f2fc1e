import type { ChangeEffect } from "../../model/change-effect.ts";
import type { ChangeSummary } from "../../model/report.ts";

const documentType = "data.aws_iam_policy_document";

/**
 * Leaves out what a policy document gives and takes where the policies that are made of it, in the same root, say the
 * same: it would be told twice, and they know whose it is.
 */
export function withoutRepeatedPermissions(changes: readonly ChangeSummary[]): readonly ChangeSummary[] {
  const told = new Set(
    changes.filter(({ type }) => type !== documentType).flatMap((change) => linesOf(change, change.effects)),
  );
  return changes.map((change) => {
    const { effects, ...rest } = change;
    if (change.type !== documentType || effects === undefined) return change;
    return linesOf(change, effects).every((line) => told.has(line)) ? rest : change;
  });
}

/** One line for each entry. */
function linesOf({ rootKey }: ChangeSummary, effects: readonly ChangeEffect[] = []): readonly string[] {
  return effects
    .filter((effect) => effect.kind === "permissions")
    .flatMap(({ gained, lost }) => [
      ...gained.map((entry) => JSON.stringify([rootKey, "gained", entry])),
      ...lost.map((entry) => JSON.stringify([rootKey, "lost", entry])),
    ]);
}
