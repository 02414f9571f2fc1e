import { isJsonObject, type JsonObject, valueAt } from "../../model/json.ts";

/** Types (`group/Kind`) that CustomResourceDefinitions among the objects declare to have no namespace. */
export function clusterScopedByDefinition(objects: readonly JsonObject[]): ReadonlySet<string> {
  const types = new Set<string>();
  for (const object of objects) {
    if (object["kind"] !== "CustomResourceDefinition" || !isJsonObject(object["spec"])) continue;
    const group = valueAt(object, ["spec", "group"]);
    const kind = valueAt(object, ["spec", "names", "kind"]);
    if (object["spec"]["scope"] === "Cluster" && typeof group === "string" && typeof kind === "string") {
      types.add(`${group}/${kind}`);
    }
  }
  return types;
}
