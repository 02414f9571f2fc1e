import type { Diagnostic, NotEvaluated } from "../../model/diagnostic.ts";
import type { Resource } from "../../model/resource.ts";

/** One file, as its reader gets it. */
export interface FileInput {
  readonly rootKey: string;
  readonly path: string;
  readonly bytes: Uint8Array;
  /** The other files of the root: what this one includes. */
  readonly files: ReadonlyMap<string, Uint8Array>;
}

export interface FileReading {
  readonly resources: readonly Resource[];
  readonly diagnostics: readonly Diagnostic[];
  readonly notEvaluated: readonly NotEvaluated[];
}

export function said(diagnostic: Diagnostic): FileReading {
  return { resources: [], diagnostics: [diagnostic], notEvaluated: [] };
}

export function passedOver(notEvaluated: NotEvaluated): FileReading {
  return { resources: [], diagnostics: [], notEvaluated: [notEvaluated] };
}
