/**
 * Where a rendered value came from, if not from the place that the location names. `module` is the other way round: the
 * location is the call that the change edits, the origin the place inside the module that shows the effect.
 */
export interface Origin {
  readonly kind: "template" | "values" | "patch" | "module-call" | "module";
  readonly path: string;
  readonly line: number;
  readonly exact: boolean;
}

/** Lines of a file and, on one line, columns in UTF-16 units: 1-based and inclusive. */
export interface Location {
  readonly path: string;
  readonly startLine: number;
  readonly endLine: number;
  readonly startColumn?: number;
  readonly endColumn?: number;
  readonly origin?: Origin;
  /** Set where the lines are those of the base, because the head has none: something was removed. */
  readonly side?: "base";
}

/** A file as a whole. */
export function fileLocation(path: string): Location {
  return { path, startLine: 1, endLine: 1 };
}

/** Whether a location says which file, and nothing about where in it. */
export function isFileLocation({ startLine, endLine, startColumn }: Location): boolean {
  return startLine === 1 && endLine === 1 && startColumn === undefined;
}
