import type { Diagnostic, NotEvaluated } from "../../model/diagnostic.ts";
import type { JsonObject, Pointer } from "../../model/json.ts";
import type { Location } from "../../model/location.ts";
import type { Root } from "../../model/root.ts";

/** One root as it comes out: every object, and where it is written. Secrets are markers. */
export interface RenderedRoot {
  readonly root: Root;
  readonly objects: readonly RenderedObject[];
  readonly diagnostics: readonly Diagnostic[];
  readonly notEvaluated: readonly NotEvaluated[];
}

export interface RenderedObject {
  readonly address: string;
  readonly type: string;
  readonly object: JsonObject;
  readonly location: Location;
  /** What is known only when it is applied. */
  readonly unknown: readonly Pointer[];
  /** Each single value's place; empty where nobody asked. */
  readonly places: readonly { readonly pointer: Pointer; readonly location: Location }[];
}
