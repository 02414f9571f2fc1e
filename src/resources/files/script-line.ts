import { type JsonValue, type ObjectPath, valueAt } from "../../model/json.ts";
import type { Location } from "../../model/location.ts";

/**
 * The line of a script, where a path goes one step into a text: `[…, "run", 3]` is its fourth line. Told exactly where
 * the text stands in the file line by line, as a block does; otherwise the whole of it.
 */
export function withScriptLines(
  object: JsonValue,
  locate: (path: ObjectPath) => Location,
): (path: ObjectPath) => Location {
  return (path) => {
    const index = path.at(-1);
    const text = typeof index === "number" ? valueAt(object, path.slice(0, -1)) : undefined;
    if (typeof index !== "number" || typeof text !== "string") return locate(path);
    return lineWithin(text, index, locate(path.slice(0, -1)));
  };
}

/** The line `index` of a text (from 0) that is written at a place, below its key. */
export function lineWithin(text: string, index: number, whole: Location): Location {
  const count = text.trimEnd().split("\n").length;
  if (whole.endLine - whole.startLine !== count || index >= count) return whole;
  const line = whole.startLine + 1 + index;
  const { startColumn: _start, endColumn: _end, ...rest } = whole;
  return { ...rest, startLine: line, endLine: line };
}
