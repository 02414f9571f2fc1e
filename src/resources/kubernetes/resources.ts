import type { Resource } from "../../model/resource.ts";
import { clusterScopedByDefinition } from "./custom-scope.ts";
import { identify } from "./identity.ts";
import type { FoundObject } from "./objects.ts";
import { isClusterScoped } from "./scope.ts";

/** An object, and where its values are written. */
export type PlacedObject = Pick<FoundObject, "object" | "type" | "location" | "locate"> &
  Pick<Resource, "places">;

/** The resources of one root, in the order of its objects: names, scope and what the destination adds. */
export function resourcesOf(
  rootKey: string,
  found: readonly PlacedObject[],
  defaultNamespace: string,
): readonly Resource[] {
  const customScope = clusterScopedByDefinition(found.map(({ object }) => object));
  const ordinal = counter();
  return found.map(({ object, type, location, locate, places }): Resource => {
    const scope = { cluster: isClusterScoped(type) || customScope.has(type), defaultNamespace };
    return {
      rootKey,
      ...identify(object, type, scope, ordinal),
      object,
      unknown: new Map(),
      sensitive: new Set(),
      location,
      locate,
      ...(places && { places }),
    };
  });
}

function counter(): (prefix: string) => number {
  const counts = new Map<string, number>();
  return (prefix) => {
    const count = (counts.get(prefix) ?? 0) + 1;
    counts.set(prefix, count);
    return count;
  };
}
