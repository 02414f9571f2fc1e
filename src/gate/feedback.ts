import type { Alert } from "../model/alert.ts";
import type { StoredPullRecord } from "../model/record.ts";

/** Of the pull requests in which a rule was shown. Above it the rule is wrong more often than people put up with. */
const disputedShareMax = 0.05;

/**
 * Rules whose findings more than one in twenty pull requests disputed, the most disputed first. `shown`: in how many
 * pull requests each rule found something. A pull request counts once, however often somebody says it there.
 */
export function disputedRules(
  records: readonly StoredPullRecord[],
  shown: ReadonlyMap<string, number>,
): readonly Extract<Alert, { readonly kind: "rule-disputed" }>[] {
  const disputes = records.flatMap(({ body, repositoryId, number }) =>
    body.kind === "feedback" ? [{ ruleId: body.ruleId, pull: `${repositoryId}/${number}` }] : [],
  );
  return [...Map.groupBy(disputes, ({ ruleId }) => ruleId)]
    .map(([ruleId, said]) => ({
      kind: "rule-disputed" as const,
      ruleId,
      disputed: new Set(said.map(({ pull }) => pull)).size,
      shown: shown.get(ruleId) ?? 0,
    }))
    .filter((rule) => rule.disputed > rule.shown * disputedShareMax)
    .sort(
      (left, right) =>
        right.disputed / right.shown - left.disputed / left.shown || compareText(left.ruleId, right.ruleId),
    );
}

function compareText(left: string, right: string): number {
  if (left === right) return 0;
  return left < right ? -1 : 1;
}
