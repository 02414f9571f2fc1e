import { sha256Hex } from "../../model/digest.ts";
import { type Subject, subjectKey } from "../../model/pull.ts";
import type {
  PullRecord,
  RepositoryRecord,
  StoredPullRecord,
  StoredRepositoryRecord,
} from "../../model/record.ts";
import type { Delivery, NewRecord, Records, Store } from "../../store/store.ts";

/** What a test looks at afterwards. */
export interface MemoryStore {
  readonly store: Pick<Store, "records" | "blobs" | "notes" | "inbox">;
  readonly records: readonly NewRecord[];
  readonly accepted: readonly Delivery[];
  /** Work that was asked for, as `subject` or `subject at time`. */
  readonly requested: readonly string[];
  readonly request: (subject: Subject, at?: string) => Promise<void>;
  /** The time of what is recorded next. */
  setTime(at: string): void;
}

/** The store's contract in memory, for tests of what stands on it; the real ones have tests of their own. */
export function memoryStore(startAt = "2026-11-21T00:00:00.000Z"): MemoryStore {
  let at = startAt;
  const kept: { readonly at: string; readonly record: NewRecord }[] = [];
  const blobs = new Map<string, Uint8Array>();
  const notes = new Map<string, string>();
  const accepted: Delivery[] = [];
  const requested: string[] = [];
  const put = async (bytes: Uint8Array) => {
    blobs.set(sha256Hex(bytes), bytes);
    return sha256Hex(bytes);
  };
  return {
    store: {
      records: {
        ...readers(kept),
        append: async (records, also) => {
          for (const blob of also?.blobs ?? []) await put(blob);
          const fresh = records.filter((record) => !kept.some((known) => same(known.record, record)));
          kept.push(...fresh.map((record) => ({ at, record })));
          if (fresh.length > 0) requested.push(...(also?.subjects ?? []).map(subjectKey));
          return { kept: fresh.length };
        },
      },
      blobs: { put, get: async (digest) => blobs.get(digest) ?? null },
      notes: {
        get: async (key) => notes.get(key) ?? null,
        set: async (key, value) => void notes.set(key, value),
      },
      inbox: {
        accept: async (delivery) => {
          if (accepted.some(({ id }) => id === delivery.id)) return "known";
          accepted.push(delivery);
          return "accepted";
        },
        pending: async () => [],
        missing: async (ids) => ids.filter((id) => !accepted.some((known) => known.id === id)),
      },
    },
    get records() {
      return kept.map(({ record }) => record);
    },
    accepted,
    requested,
    request: async (subject, when) => {
      requested.push(when === undefined ? subjectKey(subject) : `${subjectKey(subject)} at ${when}`);
    },
    setTime: (time) => {
      at = time;
    },
  };
}

function same(left: NewRecord, right: NewRecord): boolean {
  return (
    left.repositoryId === right.repositoryId &&
    (left.scope === "pull" ? left.number : null) === (right.scope === "pull" ? right.number : null) &&
    left.body.kind === right.body.kind &&
    left.key === right.key
  );
}

type Kept = readonly { readonly at: string; readonly record: NewRecord }[];

function readers(kept: Kept): Omit<Records, "append"> {
  const pulls = (): readonly StoredPullRecord[] =>
    kept.flatMap(({ at, record }, index) => {
      if (record.scope !== "pull") return [];
      const { repositoryId, number, key } = record;
      const body: PullRecord = record.body;
      return [{ sequence: index + 1, key, at, repositoryId, number, body }];
    });
  const others = (): readonly StoredRepositoryRecord[] =>
    kept.flatMap(({ at, record }, index) => {
      if (record.scope !== "repository") return [];
      const body: RepositoryRecord = record.body;
      return [
        { sequence: index + 1, key: record.key, at, repositoryId: record.repositoryId, number: null, body },
      ];
    });
  const waivers = new Map<number, string[]>();
  return {
    ofPull: async (repositoryId, number) =>
      pulls().filter((record) => record.repositoryId === repositoryId && record.number === number),
    ofPulls: async (repositoryId, kind, since = "") =>
      pulls().filter(
        (record) =>
          (repositoryId === null || record.repositoryId === repositoryId) &&
          record.body.kind === kind &&
          record.at >= since,
      ),
    ofRepository: async (repositoryId, kind) =>
      others().filter(
        (record) => record.repositoryId === repositoryId && (kind === undefined || record.body.kind === kind),
      ),
    // Nothing erases here.
    erased: async () => [],
    repositoriesWith: async (kind) => {
      const ids = others().flatMap(({ repositoryId, body }) =>
        body.kind === kind && repositoryId !== null ? [repositoryId] : [],
      );
      return [...new Set(ids)].toSorted((left, right) => left - right);
    },
    waiverNumber: async (repositoryId, key) => {
      const keys = waivers.get(repositoryId) ?? [];
      if (!keys.includes(key)) keys.push(key);
      waivers.set(repositoryId, keys);
      return keys.indexOf(key) + 1;
    },
  };
}
