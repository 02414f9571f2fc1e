import type { ClaimUse } from "../model/capacity.ts";
import type { JsonValue } from "../model/json.ts";
import { amountAt, textAt } from "./read.ts";

/** A claim of storage, or the template of one. */
export function claimOf(object: JsonValue): ClaimUse {
  return {
    storage: amountAt(object, ["spec", "resources", "requests", "storage"]),
    storageClass: textAt(object, ["spec", "storageClassName"]),
  };
}
