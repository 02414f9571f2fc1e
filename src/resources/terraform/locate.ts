import { type ObjectPath, pointerOf } from "../../model/json.ts";
import type { Location, Origin } from "../../model/location.ts";
import type { EngineResource, Range } from "./engine-output.ts";

/** Columns only where everything stands on one line: an annotation over several lines has none. */
export function locationOf(files: readonly string[], range: Range, origin?: Origin): Location {
  const [file, startLine, startColumn, endLine, endColumn] = range;
  const lines = { path: files[file] ?? "", startLine, endLine };
  const place =
    startLine === endLine && endColumn > startColumn
      ? { ...lines, startColumn, endColumn: endColumn - 1 }
      : lines;
  return origin === undefined ? place : { ...place, origin };
}

/** What stands in a module's folder is there because of the call in the root. */
export function originOf(files: readonly string[], calls: readonly Range[]): Origin | undefined {
  const call = calls[0];
  if (call === undefined) return undefined;
  return { kind: "module-call", path: files[call[0]] ?? "", line: call[1], exact: true };
}

/** The place of a value, or of its nearest parent that is written down. */
export function locator(
  files: readonly string[],
  { ranges, range, calls }: EngineResource,
): (path: ObjectPath) => Location {
  const origin = originOf(files, calls);
  return (path) => {
    for (let length = path.length; length > 0; length -= 1) {
      const pointer = pointerOf(path.slice(0, length));
      const found = Object.hasOwn(ranges, pointer) ? ranges[pointer] : undefined;
      if (found !== undefined) return locationOf(files, found, origin);
    }
    return locationOf(files, range, origin);
  };
}
