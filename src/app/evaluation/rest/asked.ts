import type { Root } from "../../../model/root.ts";

/** Something of the rest of the repository that has to be read first. */
export interface RestWanted {
  readonly kind: "rest-wanted";
  /** Of the list of roots. */
  readonly key: string;
}

/** Which roots the repository has, and of which of them nothing is kept yet. */
export interface Survey {
  /** Of the list of roots. */
  readonly key: string;
  /** The list, where it was not kept before. */
  readonly entry: Uint8Array | null;
  /** What was found out on the way, for whoever looks at the next state: to be kept under its key. */
  readonly foundOut: ReadonlyMap<string, Uint8Array>;
  readonly missing: readonly Root[];
  /** What the roots that are kept were read from. */
  readonly keptBytes: number;
}
