import { type KeyPeriod, keyHistory } from "../../ledger/index.ts";
import type { KeyEvent } from "../../model/ledger.ts";
import type { StoredRepositoryRecord } from "../../model/record.ts";
import type { NewRecord, StoreReader } from "../../store/index.ts";

export type KeyStore = Pick<StoreReader, "ledger"> & {
  readonly records: Pick<StoreReader["records"], "ofRepository">;
};

/** Which key may sign which sizes, as the log itself says. */
export async function keyPeriods({ records, ledger }: KeyStore): Promise<readonly KeyPeriod[]> {
  const found = [
    ...(await records.ofRepository(null, "key-rotated")),
    ...(await records.ofRepository(null, "key-retired")),
  ].sort((left, right) => left.sequence - right.sequence);
  const events = await Promise.all(
    found.map(async (record) => eventOf(record, await ledger.indexOf(record.sequence))),
  );
  return keyHistory(events.filter((event) => event !== null));
}

function eventOf({ body }: StoredRepositoryRecord, index: number | null): KeyEvent | null {
  if (index === null) return null;
  if (body.kind === "key-rotated")
    return { kind: body.kind, index, previous: body.previous, next: body.next };
  return body.kind === "key-retired" ? { kind: body.kind, index, key: body.key } : null;
}

/** By whom and why, for the record of a change of keys. */
export interface KeyChange {
  readonly by: string;
  readonly because: string;
}

/** A key becomes the log's once: kept again it is the same record. */
export function rotated(previous: string | null, next: string, change: KeyChange): NewRecord {
  const body = { kind: "key-rotated", previous, next, ...change } as const;
  return { scope: "repository", repositoryId: null, key: `key ${next}`, body };
}

export function retired(key: string, change: KeyChange): NewRecord {
  const body = { kind: "key-retired", key, ...change } as const;
  return { scope: "repository", repositoryId: null, key: `key ${key}`, body };
}
