import type { Amounts } from "../model/capacity.ts";
import type { ReadResource } from "./read.ts";

export type Addressed = ReadResource & { readonly address: string };

/** Nodes that are made alike: how many there may be, and what they then have together. */
export interface NodeGroup {
  readonly name: string;
  /** `null`: not known, or not said. */
  readonly min: number | null;
  readonly max: number | null;
  /** Of each zone, where nobody knows how many zones there are; absent where both numbers are those of the group. */
  readonly isOfZone?: boolean;
  /** Of nodes at most; `null` where nobody knows what a node has. */
  readonly most: Amounts | null;
}
