import { isDeepStrictEqual } from "node:util";
import { type JsonObject, type JsonValue, type ObjectPath, valueAt } from "../../model/json.ts";
import type { Location, Origin } from "../../model/location.ts";
import { isSecretName } from "../secrets/names.ts";
import type { Trace } from "./trace.ts";
import type { Candidate, ValuesIndex } from "./values-index.ts";

export interface RenderedObject {
  readonly object: JsonObject;
  /** Lines of what was rendered. */
  readonly locate: (path: ObjectPath) => Location;
  readonly trace: Trace;
  readonly values: ValuesIndex;
  /** The chart that it belongs to. */
  readonly chart: number;
}

/** Where a developer would change a value: in the values, where the template takes it from there, else in the template. */
export function sourceLocation(rendered: RenderedObject, path: ObjectPath): Location {
  const { startLine, endLine } = rendered.locate(path);
  const { location, exact } = rendered.trace.place(startLine, endLine);
  if (path.length === 0) return location;
  const hit = writtenAt(rendered, path, startLine, endLine);
  if (hit === null) return exact ? location : { ...location, origin: originOf(location, false) };
  return { ...hit.location, origin: originOf(location, exact && hit.exact) };
}

function originOf({ path, startLine }: Location, exact: boolean): Origin {
  return { kind: "template", path, line: startLine, exact };
}

/** Everything that a value was made of: whoever hides it has to hide it in all of them. */
export function sourceLocations(rendered: RenderedObject, path: ObjectPath): readonly Location[] {
  const { startLine, endLine } = rendered.locate(path);
  const references = rendered.trace.references(startLine, endLine);
  return [
    rendered.trace.place(startLine, endLine).location,
    ...references.flatMap((reference) => rendered.values.everywhere(rendered.chart, reference)),
  ];
}

interface Hit {
  readonly location: Location;
  readonly exact: boolean;
}

/**
 * Only what has the value that was rendered is the place. Of several parts of a text it is the last one, the tag of an
 * image for instance, but a password before the host beside it.
 */
function writtenAt(
  { object, trace, values, chart }: RenderedObject,
  wanted: ObjectPath,
  startLine: number,
  endLine: number,
): Hit | null {
  const path = existing(object, wanted);
  const value = valueAt(object, path);
  if (path.length === 0 || value === undefined) return null;
  // What an action renders may begin on the line after the key.
  const lastLine = isContainer(value) ? Math.min(endLine, startLine + 1) : endLine;
  let part: (Hit & { readonly secret: boolean }) | null = null;
  for (const reference of trace.references(startLine, lastLine)) {
    for (const candidate of values.inForce(chart, reference)) {
      const whole = wholeOf(candidate, path, value);
      if (whole !== null) return { location: whole, exact: true };
      if (!isPart(candidate.value, value)) continue;
      const secret = isSecretName(String(reference.at(-1)));
      if (part === null || secret || !part.secret)
        part = { location: candidate.location, exact: false, secret };
    }
  }
  return part === null ? null : { location: part.location, exact: part.exact };
}

/** The longest beginning of a path that the object has: what is missing is missing there. */
function existing(object: JsonObject, path: ObjectPath): ObjectPath {
  let length = path.length;
  while (length > 0 && valueAt(object, path.slice(0, length)) === undefined) length -= 1;
  return path.slice(0, length);
}

/** Where a candidate is the value, or holds it below the same names as the object does. */
function wholeOf(candidate: Candidate, path: ObjectPath, value: JsonValue): Location | null {
  if (!isContainer(candidate.value)) return sameText(candidate.value, value) ? candidate.location : null;
  for (let start = 1; start <= path.length; start += 1) {
    const found = candidate.below(path.slice(start));
    if (found === undefined || !same(found.value, value)) continue;
    return start === path.length ? candidate.location : found.location;
  }
  return null;
}

function same(written: JsonValue, rendered: JsonValue): boolean {
  return isContainer(written) ? isDeepStrictEqual(written, rendered) : sameText(written, rendered);
}

function sameText(written: JsonValue, rendered: JsonValue): boolean {
  if (isContainer(rendered) || written === null || rendered === null) return written === rendered;
  const text = String(written);
  return text === String(rendered) || Buffer.from(text).toString("base64") === rendered;
}

/** Shorter values are in too many texts by chance. */
const partLengthMin = 2;

function isPart(written: JsonValue, rendered: JsonValue): boolean {
  if (typeof rendered !== "string" || isContainer(written) || typeof written === "boolean") return false;
  const text = String(written ?? "");
  return text.length >= partLengthMin && rendered.includes(text);
}

function isContainer(value: JsonValue | undefined): boolean {
  return typeof value === "object" && value !== null;
}
