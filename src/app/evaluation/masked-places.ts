import type { Finding } from "../../model/finding.ts";
import {
  isJsonArray,
  type JsonObject,
  type JsonValue,
  type ObjectPath,
  type Pointer,
  pointerSteps,
  valueAt,
} from "../../model/json.ts";
import type { Location } from "../../model/location.ts";
import type { Resource } from "../../model/resource.ts";
import type { LoadedRoot } from "./loaded.ts";

/**
 * Where secrets are written in the files that findings point into: whoever shows lines of them hides these. The masks
 * know more than any pattern over text does.
 */
export function maskedPlaces(
  roots: readonly LoadedRoot[],
  findings: readonly Finding[],
): readonly Location[] {
  const shown = new Set(findings.map(({ location }) => placeKey(location.side, location.path)));
  return roots.flatMap(({ base, head }) =>
    [
      { side: "base" as const, resources: base?.resources ?? [] },
      { side: undefined, resources: head?.resources ?? [] },
    ].flatMap(({ side, resources }) =>
      resources
        .flatMap((resource) =>
          [...resource.sensitive].flatMap((pointer) => placesOf(resource, pathOf(resource.object, pointer))),
        )
        .filter(({ path }) => shown.has(placeKey(side, path)))
        .map((location) => (side === undefined ? location : { ...location, side })),
    ),
  );
}

/** A rendered value is written in a values file and in a template, and either may be shown. */
function placesOf({ locate, places }: Resource, path: ObjectPath): readonly Location[] {
  const location = locate(path);
  const { origin } = location;
  const origins =
    origin === undefined ? [] : [{ path: origin.path, startLine: origin.line, endLine: origin.line }];
  return [location, ...origins, ...(places?.(path) ?? [])];
}

function placeKey(side: "base" | undefined, path: string): string {
  return `${side ?? "head"} ${path}`;
}

/** A pointer's steps with list indexes as numbers, which only the object can tell. */
function pathOf(object: JsonObject, pointer: Pointer): ObjectPath {
  const path: (string | number)[] = [];
  for (const step of pointerSteps(pointer)) {
    const around: JsonValue | undefined = valueAt(object, path);
    path.push(isJsonArray(around) ? Number(step) : step);
  }
  return path;
}
