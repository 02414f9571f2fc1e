import type { Blobs, Notes, Records } from "../../store/store.ts";

/** What the history is read from. */
export interface HistoryStore {
  readonly records: Pick<Records, "ofRepository" | "ofPulls">;
  readonly blobs: Pick<Blobs, "get">;
  readonly notes: Pick<Notes, "get">;
}
