import type { ColumnType, Generated } from "kysely";

/** A moment: given as ISO 8601, read as a `Date` by both drivers. */
type Moment = ColumnType<Date, string, string>;
/** A `bigint`: PostgreSQL's driver reads it as text, PGlite's as a number. */
type Big = ColumnType<number | string | bigint, number, number>;

export interface DeliveryTable {
  readonly arrival: Generated<number | string | bigint>;
  readonly id: string;
  readonly event: string;
  readonly action: string | null;
  readonly subject: string | null;
  readonly body: Uint8Array;
  readonly received_at: Moment;
  readonly processed_at: ColumnType<Date | null, string | null, string | null>;
}

export interface RecordTable {
  readonly sequence: Generated<number | string | bigint>;
  readonly scope: "pull" | "repository";
  readonly repository_id: ColumnType<number | string | bigint | null, number | null, never>;
  readonly number: number | null;
  readonly kind: string;
  readonly key: string;
  readonly at: Moment;
  /** `null`: erased. */
  readonly body: ColumnType<unknown, string, never>;
}

export interface BlobTable {
  readonly digest: string;
  readonly bytes: Uint8Array;
  readonly kept_at: Moment;
}

export interface NoteTable {
  readonly key: string;
  readonly value: string;
}

export interface WaiverNumberTable {
  readonly repository_id: Big;
  readonly last: number;
}

/** The tables that are read and written with the query builder; `subject` is only touched by SQL in `work/`. */
export interface Tables {
  readonly delivery: DeliveryTable;
  readonly record: RecordTable;
  readonly blob: BlobTable;
  readonly note: NoteTable;
  readonly waiver_number: WaiverNumberTable;
}

/** Our tables stand in a schema of their own, so that a database may be shared. */
export const schemaName = "sekisho";
