import { changedPaths } from "../git/index.ts";
import type { Configuration } from "../model/configuration.ts";
import type { RepositoryIdentity } from "../model/repository-identity.ts";
import type { Tree } from "../model/tree.ts";
import type { Waiver } from "../model/waiver.ts";
import type { EvaluationTrees } from "./evaluation/named-tree.ts";
import type { EvaluationTask, TreeListing } from "./evaluation/task.ts";

/** What is in force for one evaluation. */
export interface Settings {
  readonly configuration: Configuration;
  readonly waivers: readonly Waiver[];
  /** Local date in the configured zone. */
  readonly today: string;
}

/** Everything that a worker needs to know, as data. */
export function taskOf(
  asked: Pick<EvaluationTask, "targetBranch" | "author" | "kubernetesVersion"> & {
    readonly trees: EvaluationTrees;
    readonly plans?: EvaluationTask["plans"];
    readonly fixes?: boolean;
    readonly repository?: RepositoryIdentity | null;
    readonly withoutRest?: boolean;
    readonly ownershipMoves?: EvaluationTask["ownershipMoves"];
  },
  { configuration, waivers, today }: Settings,
  policies: Pick<EvaluationTask, "rules" | "ruleIds" | "policySet" | "policySources" | "compiledSet">,
): EvaluationTask {
  const { trees, targetBranch, author, kubernetesVersion, plans = [], repository = null } = asked;
  return {
    ...treesOf(trees),
    configuration,
    kubernetesVersion,
    targetBranch,
    author,
    waivers,
    today,
    ...policies,
    plans,
    repairs: asked.fixes === true,
    ...(repository === null ? {} : { repository }),
    ...((asked.ownershipMoves ?? []).length === 0 ? {} : { ownershipMoves: asked.ownershipMoves ?? [] }),
    ...(asked.withoutRest === true ? { withoutRest: true } : {}),
    failedRoots: [],
  };
}

/** The same about other trees. */
export function withTrees(task: EvaluationTask, trees: EvaluationTrees): EvaluationTask {
  return { ...task, ...treesOf(trees) };
}

function treesOf(trees: EvaluationTrees): Pick<EvaluationTask, "trees" | "changedPaths"> {
  return {
    trees: {
      base: trees.base === null ? null : listing(trees.base),
      head: listing(trees.head),
      tip: trees.tip === null ? null : listing(trees.tip),
    },
    changedPaths: trees.base === null ? null : changedPaths(trees.base, trees.head),
  };
}

/** A tree as it crosses to a worker. */
export function listing({ label, commit, entries }: Tree): TreeListing {
  return { label, commit, entries: [...entries.values()] };
}
