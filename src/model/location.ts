/**
 * The second of two places that belong together.
 *
 * - `template`, `values`: the rendered value at the location came from there.
 * - `patch`: the location is where a value is written, in a patch or in a field of a kustomization, the origin the object's
 *   own file. Where it is not `exact`, the location is the object's own file, and the origin the kustomization that changes
 *   it somewhere.
 * - `module-call`: the location lies in a module, and this is the call of the root that brings it. `module` is the other
 *   way round: the location is the call that the change edits, the origin the place in the module that shows the effect.
 * - `reference`: the location is where a Terraform value is written (a default, a local, an argument of a call), the
 *   origin the argument that gets it by references. `value` is the other way round: the location is the argument that
 *   the change edits, the origin where its value is written.
 * - `generated`: the origin is a line of a generated file, the location the place in the source that makes it.
 */
export interface Origin {
  readonly kind:
    | "template"
    | "values"
    | "patch"
    | "module-call"
    | "module"
    | "reference"
    | "value"
    | "generated";
  readonly path: string;
  readonly line: number;
  readonly exact: boolean;
  /** Of a `reference` in a module: the call of the root that brings the module. Reports do not show it. */
  readonly call?: { readonly path: string; readonly line: number };
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
