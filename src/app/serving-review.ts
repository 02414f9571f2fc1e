import type { Store } from "../store/index.ts";
import { EvaluationRunner } from "./evaluation/runner.ts";
import { keepPolicySet } from "./kept-policy-sets.ts";
import type { PolicySet } from "./policy-set.ts";
import type { ReviewPorts } from "./review.ts";
import { keptRuleSets } from "./rule-sets/kept.ts";

/** What a server judges with: the rules that it brings, which are kept, and all others that were. */
export async function servingReview(
  policySet: PolicySet,
  store: Store,
  {
    cacheFolder,
    version,
    now,
  }: { readonly cacheFolder: string; readonly version: string; readonly now: () => Date },
): Promise<ReviewPorts> {
  // Whoever has pinned another set can name this one from now on.
  await keepPolicySet(store, policySet);
  const runner = new EvaluationRunner({ policySet, cacheFolder });
  runner.warm();
  return {
    runner,
    policySet,
    ruleSets: keptRuleSets(policySet, store),
    now,
    versions: { sekisho: version, node: process.versions.node },
  };
}
