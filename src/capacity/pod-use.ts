import type { ClaimUse, ContainerUse, PodUse, RequestsAndLimits } from "../model/capacity.ts";
import { isJsonArray, isJsonObject, type JsonValue, type ObjectPath, valueAt } from "../model/json.ts";
import { claimOf } from "./claim.ts";
import { podTraits } from "./pod-traits.ts";
import { amountsAt, isPartlyUnknown, isUnknownAt, type ReadResource } from "./read.ts";

/** One pod of a template, and whether something is unknown that decides what it takes. */
export function podUse(
  resource: ReadResource,
  path: ObjectPath,
): { readonly pod: PodUse; readonly unknown: boolean } {
  const spec = valueAt(resource.object, path);
  return {
    pod: {
      containers: [...containersOf(spec, "initContainers"), ...containersOf(spec, "containers")],
      whole: resourcesOf(spec),
      overhead: amountsAt(spec, ["overhead"]),
      claims: ephemeralClaims(resource, path),
      traits: podTraits(resource, path),
    },
    unknown: isUnknown(resource, path),
  };
}

function containersOf(spec: JsonValue | undefined, list: string): readonly ContainerUse[] {
  const containers = valueAt(spec, [list]);
  return (isJsonArray(containers) ? containers : []).filter(isJsonObject).map((container) => ({
    list: list === "containers" ? "app" : container["restartPolicy"] === "Always" ? "sidecar" : "init",
    ...resourcesOf(container),
  }));
}

function resourcesOf(holder: JsonValue | undefined): RequestsAndLimits {
  return {
    requests: amountsAt(holder, ["resources", "requests"]),
    limits: amountsAt(holder, ["resources", "limits"]),
  };
}

function ephemeralClaims(resource: ReadResource, path: ObjectPath): readonly ClaimUse[] {
  const volumes = valueAt(resource.object, [...path, "volumes"]);
  return (isJsonArray(volumes) ? volumes : []).flatMap((volume, index) => {
    const template = ["ephemeral", "volumeClaimTemplate"];
    if (!isJsonObject(valueAt(volume, template))) return [];
    return [claimOf(resource, [...path, "volumes", index, ...template])];
  });
}

function isUnknown(resource: ReadResource, path: ObjectPath): boolean {
  if (resource.unknown.size === 0) return false;
  if (isPartlyUnknown(resource, [...path, "resources"])) return true;
  return ["initContainers", "containers"].some((list) => {
    if (isUnknownAt(resource, [...path, list])) return true;
    const containers = valueAt(resource.object, [...path, list]);
    return (isJsonArray(containers) ? containers : []).some(
      (container, index) =>
        container === null || isPartlyUnknown(resource, [...path, list, index, "resources"]),
    );
  });
}
