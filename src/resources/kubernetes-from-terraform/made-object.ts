import type { JsonObject, Pointer } from "../../model/json.ts";
import type { Resource } from "../../model/resource.ts";

/** A Kubernetes object before it has an identity. */
export interface MadeObject {
  readonly object: JsonObject;
  readonly unknown: ReadonlyMap<Pointer, string>;
  readonly sensitive: ReadonlySet<Pointer>;
  readonly locate: Resource["locate"];
}
