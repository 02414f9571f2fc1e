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
        .flatMap(({ sensitive, object, locate }) =>
          [...sensitive].map((pointer) => locate(pathOf(object, pointer))),
        )
        .filter(({ path }) => shown.has(placeKey(side, path)))
        .map((location) => (side === undefined ? location : { ...location, side })),
    ),
  );
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
