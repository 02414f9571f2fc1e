import type { CapacityUse } from "../model/capacity.ts";
import type { JsonObject } from "../model/json.ts";
import type { Resource } from "../model/resource.ts";

/** Before the change, and after it. */
export type Side = "base" | "head";

/** What the inventory needs to know of a resource. */
export interface InventoryResource
  extends Pick<Resource, "rootKey" | "address" | "type" | "namespace" | "object"> {
  /** It tells about its namespace, and does not count as a definition: it is gone, or its root is not being judged. */
  readonly background?: boolean;
  /** Where it is found; without it, on both sides. */
  readonly side?: Side;
  /** What other objects may need to know of it (`summaryOf`); `null`: nothing. */
  readonly summary?: JsonObject | null;
  /** Namespaces into which it may put more than is seen; `*` is any. */
  readonly fills?: readonly string[];
  /** What it may take of the quota of its namespace, or says about that; `null`: nothing but its own place. */
  readonly use?: CapacityUse | null;
}
