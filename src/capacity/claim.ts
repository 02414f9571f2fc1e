import type { ClaimUse } from "../model/capacity.ts";
import { type ObjectPath, valueAt } from "../model/json.ts";
import { amountAt, classAt, type ReadResource, textAt } from "./read.ts";

/** A claim of storage, or the template of one, which stands at `path`. */
export function claimOf(resource: ReadResource, path: ObjectPath = []): ClaimUse {
  const claim = valueAt(resource.object, path);
  return {
    storage: amountAt(claim, ["spec", "resources", "requests", "storage"]),
    storageClass: textAt(claim, ["spec", "storageClassName"]),
    attributesClass: classAt(resource, [...path, "spec", "volumeAttributesClassName"]),
  };
}
