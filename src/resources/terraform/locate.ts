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

/**
 * The place where a value is written, or its nearest parent; where it gets there by references, the origin is the
 * argument that uses it.
 */
export function locator(
  files: readonly string[],
  { ranges, sources, range, calls }: EngineResource,
): (path: ObjectPath) => Location {
  const call = originOf(files, calls);
  return (path) => {
    const own = locationOf(files, nearest(ranges, path)?.range ?? range, call);
    const source = nearest(sources, path);
    // What has a place of its own below the reference is written there.
    if (source === null || source.depth < (nearest(ranges, path)?.depth ?? 0)) return own;
    const written = locationOf(files, source.range, call);
    if (written.path === own.path && written.startLine === own.startLine) return written;
    return { ...written, origin: referenceOf(own) };
  };
}

interface Nearest {
  readonly range: Range;
  /** How many steps of the path lead there. */
  readonly depth: number;
}

function nearest(ranges: Readonly<Record<string, Range>>, path: ObjectPath): Nearest | null {
  for (let depth = path.length; depth > 0; depth -= 1) {
    const pointer = pointerOf(path.slice(0, depth));
    const range = Object.hasOwn(ranges, pointer) ? ranges[pointer] : undefined;
    if (range !== undefined) return { range, depth };
  }
  return null;
}

function referenceOf({ path, startLine, origin }: Location): Origin {
  const call = origin === undefined ? {} : { call: { path: origin.path, line: origin.line } };
  return { kind: "reference", path, line: startLine, exact: true, ...call };
}
