import { isJsonArray, isJsonObject, type JsonValue, type ObjectPath, valueAt } from "../../model/json.ts";
import type { Location } from "../../model/location.ts";
import type { Resource } from "../../model/resource.ts";

/** Lists and objects beyond this are generated, and looking for a line in one takes the square of its length. */
const membersMax = 2_000;
/** Values of one object whose lines are asked for: far more than a person writes in one. */
const valuesMax = 20_000;

/**
 * Which values begin on which line: for each line that is wanted (`path:line`) the outermost ones. A list that is
 * written as blocks begins nowhere: its blocks do.
 */
export function valuesByLine(
  resource: Resource,
  wanted: ReadonlySet<string>,
): ReadonlyMap<string, readonly ObjectPath[]> {
  const found = new Map<string, ObjectPath[]>();
  let looked = 0;
  const visit = (path: ObjectPath, value: JsonValue | undefined, above: ReadonlySet<string>): void => {
    if (looked >= valuesMax) return;
    looked += 1;
    const place = path.length === 0 ? resource.location : resource.locate(path);
    const lines = isSpread(resource, path, value, place) ? [] : linesOf(place);
    for (const line of lines) {
      if (!wanted.has(line) || above.has(line)) continue;
      const known = found.get(line);
      if (known === undefined) found.set(line, [path]);
      else known.push(path);
    }
    const covered = lines.length === 0 ? above : new Set([...above, ...lines]);
    for (const step of membersOf(value)) visit([...path, step], valueAt(value, [step]), covered);
  };
  visit([], resource.object, new Set());
  return found;
}

export function lineKey(path: string, line: number): string {
  return `${path}:${line}`;
}

/** Where a value begins, and where the argument stands that only refers to it. */
function linesOf({ path, startLine, origin }: Location): readonly string[] {
  const own = lineKey(path, startLine);
  return origin?.kind === "reference" ? [own, lineKey(origin.path, origin.line)] : [own];
}

function membersOf(value: JsonValue | undefined): readonly (string | number)[] {
  if (isJsonArray(value)) return value.length > membersMax ? [] : [...value.keys()];
  if (!isJsonObject(value)) return [];
  const keys = Object.keys(value);
  return keys.length > membersMax ? [] : keys;
}

/** Whether one of its elements stands outside the lines that the list is said to have. */
function isSpread(
  { locate }: Resource,
  path: ObjectPath,
  value: JsonValue | undefined,
  place: Location,
): boolean {
  if (!isJsonArray(value) || value.length < 2) return false;
  const last = locate([...path, value.length - 1]);
  return last.path !== place.path || last.startLine > place.endLine;
}
