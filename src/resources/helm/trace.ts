import type { Location } from "../../model/location.ts";
import type { Root } from "../../model/root.ts";
import { treePath } from "./chart-input.ts";
import type { RenderedFile, Rendering, ValueStep } from "./engine-output.ts";

/** Lines of what was rendered, as what wrote them. */
export interface Trace {
  /** Lines of a template; `exact` is false where it is only known which file, or where the file lies in an archive. */
  readonly place: (
    startLine: number,
    endLine: number,
  ) => { readonly location: Location; readonly exact: boolean };
  /** The places in the values that lines were made of. */
  readonly references: (startLine: number, endLine: number) => readonly (readonly ValueStep[])[];
}

export function traceOf(root: Root, rendering: Rendering, file: RenderedFile): Trace {
  const own = treePath(root, file.path);
  const lines = file.lines ?? null;
  return {
    place: (startLine, endLine) => {
      const begin = lines?.[startLine - 1];
      const template = begin === undefined ? undefined : rendering.files?.[begin[0] ?? -1];
      if (lines === null || begin === undefined || template === undefined) {
        return { location: { path: own, startLine: 1, endLine: 1 }, exact: false };
      }
      const path = treePath(root, template);
      if (isArchive(template)) return { location: { path, startLine: 1, endLine: 1 }, exact: false };
      return { location: { path, ...span(lines.slice(startLine - 1, endLine)) }, exact: true };
    },
    references: (startLine, endLine) => {
      const actions = new Set((lines ?? []).slice(startLine - 1, endLine).flatMap((line) => line.slice(2)));
      return [...actions].flatMap((action) => rendering.references[action] ?? []);
    },
  };
}

/** A definition that is not rendered: its lines are its own. */
export function verbatimTrace(root: Root, file: RenderedFile): Trace {
  const path = treePath(root, file.path);
  return {
    place: (startLine, endLine) =>
      file.archived === true
        ? { location: { path, startLine: 1, endLine: 1 }, exact: false }
        : { location: { path, startLine, endLine }, exact: true },
    references: () => [],
  };
}

function isArchive(path: string): boolean {
  return path.endsWith(".tgz");
}

/** From the first line to the last one of the same file: a loop comes back to lines that it has passed. */
function span(lines: readonly (readonly number[])[]): Pick<Location, "startLine" | "endLine"> {
  const [file = -1, startLine = 1] = lines[0] ?? [];
  let endLine = startLine;
  for (const [other, line = 0] of lines) if (other === file && line > endLine) endLine = line;
  return { startLine, endLine };
}
