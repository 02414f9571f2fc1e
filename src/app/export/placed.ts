import type { PullRecord, RepositoryRecord } from "../../model/record.ts";
import type { Entry } from "../population/entries.ts";

/** A record that has its place in the log. */
export interface Placed<Body> extends Entry<Body> {
  readonly index: number;
}

export type PlacedPull = Placed<PullRecord>;
export type PlacedRepository = Placed<RepositoryRecord>;
