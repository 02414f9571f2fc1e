import type { BranchPast } from "../../model/past.ts";
import type { Tree } from "../../model/tree.ts";
import type { PastTreeName, ReadTreeName } from "./task.ts";

export interface EvaluationTrees {
  readonly base: Tree | null;
  readonly head: Tree;
  readonly tip: Tree | null;
  /** What was in force on the branch that the change goes to; absent: nobody knows, as with folders. */
  readonly past?: BranchPast;
}

/** The tree that a worker means. Throws for one that there is none of, which a worker never asks for. */
export async function namedTree(trees: EvaluationTrees, name: ReadTreeName): Promise<Tree> {
  if (isPast(name)) return pastTree(trees, name.slice("past:".length));
  const tree = trees[name];
  if (tree === null) throw new TypeError(`the worker asked for the tree ${name}, which there is none of`);
  return tree;
}

export function pastTree({ past }: EvaluationTrees, commit: string): Promise<Tree> {
  if (past === undefined) throw new TypeError(`the worker asked for ${commit} of a past that nobody knows`);
  return past.tree(commit);
}

function isPast(name: ReadTreeName): name is PastTreeName {
  return name.startsWith("past:");
}
