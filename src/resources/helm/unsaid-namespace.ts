import { isJsonObject } from "../../model/json.ts";
import type { Location } from "../../model/location.ts";
import { unnamedNamespace } from "./chart-input.ts";
import type { PlacedObject } from "./rendered-objects.ts";

/**
 * Where nobody says into which namespace a release goes, Helm renders it for `default`. An object whose template asks
 * for the release's namespace then stands in none that is known; one that says `default` by itself stands there.
 */
export function withoutUnsaidNamespace(
  found: PlacedObject,
  lineAt: (location: Location) => string,
): PlacedObject {
  const { object, locate } = found;
  const metadata = object["metadata"];
  if (!isJsonObject(metadata) || metadata["namespace"] !== unnamedNamespace) return found;
  if (!lineAt(locate(["metadata", "namespace"])).includes("{{")) return found;
  const { namespace: _, ...rest } = metadata;
  return { ...found, object: { ...object, metadata: rest } };
}
