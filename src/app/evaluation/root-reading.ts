import type { DeclaredMove } from "../../model/change.ts";
import type { Diagnostic, NotEvaluated } from "../../model/diagnostic.ts";
import type { Resource } from "../../model/resource.ts";
import type { IgnoreComment } from "../../resources/suppressions/index.ts";
import type { ChartVersion } from "./chart-versions.ts";

/** What one side of a root was read as, secrets still in it. */
export interface RootReading {
  readonly resources: readonly Resource[];
  readonly diagnostics: readonly Diagnostic[];
  readonly notEvaluated: readonly NotEvaluated[];
  readonly declaredMoves: readonly DeclaredMove[];
  /** Of a chart: its version, and those of what it depends on. */
  readonly charts?: readonly ChartVersion[];
  /** Comments that ask to ignore rules; absent: none. */
  readonly comments?: readonly IgnoreComment[];
}
