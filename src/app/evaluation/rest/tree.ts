import type { EvaluationTask, TreeListing, TreeName } from "../task.ts";

/** The state of the repository that facts about its rest come from: the tip of the base, which may be the base itself. */
export function restTree({ trees: { base, head, tip } }: EvaluationTask): {
  readonly name: TreeName;
  readonly listing: TreeListing;
} {
  if (tip !== null) return { name: "tip", listing: tip };
  return base === null ? { name: "head", listing: head } : { name: "base", listing: base };
}
