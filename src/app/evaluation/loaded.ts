import type { DeclaredMove } from "../../model/change.ts";
import type { Diagnostic, NotEvaluated } from "../../model/diagnostic.ts";
import type { Resource } from "../../model/resource.ts";
import type { Root } from "../../model/root.ts";
import type { Tree } from "../../model/tree.ts";
import type { IgnoreComment } from "../../resources/suppressions/index.ts";
import type { ChartVersion } from "./chart-versions.ts";

/** One side of a root, read and masked. */
export interface LoadedSide {
  readonly root: Root;
  readonly resources: readonly Resource[];
  readonly diagnostics: readonly Diagnostic[];
  readonly declaredMoves: readonly DeclaredMove[];
  /** Of a chart: its version, and those of what it depends on. */
  readonly charts?: readonly ChartVersion[];
  /** Comments that ask to ignore rules; absent: none. */
  readonly comments?: readonly IgnoreComment[];
}

/** A root as it was and as it is; one of both may be missing. */
export interface LoadedRoot {
  readonly key: string;
  readonly base: LoadedSide | null;
  readonly head: LoadedSide | null;
}

export interface Trees {
  readonly base: Tree | null;
  readonly head: Tree;
  /** Where facts about the rest of the repository come from. */
  readonly tip: Tree;
}

export interface Loaded {
  readonly trees: Trees;
  /** Sorted by key. */
  readonly roots: readonly LoadedRoot[];
  /** About the repository, not about a root: links, charts that nobody evaluates yet. */
  readonly diagnostics: { readonly base: readonly Diagnostic[]; readonly head: readonly Diagnostic[] };
  readonly notEvaluated: readonly NotEvaluated[];
}

/** The side that says what the root is now. */
export function currentSide(loaded: LoadedRoot): LoadedSide {
  const side = loaded.head ?? loaded.base;
  if (side === null) throw new TypeError(`the root ${loaded.key} has no side`);
  return side;
}
