import type { NewRecord, Store } from "../../store/index.ts";
import { blobsBehind, isErasable } from "./erasable.ts";
import { type HeldPlace, type Hold, holdOn, holdsAfter } from "./holds.ts";

/** Entries that one request may name: two people can still look at what they agree to. */
export const indexesMax = 1_000;
/** Characters of a reason: what it is for and who asked, and not the whole matter. */
export const becauseCharactersMax = 500;
/** What was asked for a month ago was asked of a ledger that has gone on since: it is asked anew. */
const requestDaysMax = 30;
/**
 * Days without anything new after which a pull request is no longer under way: before, the gate may need what would be
 * erased, or the daily look that explains its merge.
 */
export const quietDays = 7;
const dayMs = 86_400_000;

export interface ErasureStore {
  readonly records: Pick<Store["records"], "append" | "ofPull" | "ofRepository">;
  readonly ledger: Pick<Store["ledger"], "head" | "entries">;
  readonly blobs: Pick<Store["blobs"], "get">;
  readonly erasures: Pick<Store["erasures"], "namedByOthers" | "erase">;
}

/** Why nothing was erased. */
export type ErasureRefusal =
  | { readonly kind: "no-entries" }
  | { readonly kind: "too-many"; readonly indexesMax: number }
  | { readonly kind: "no-such-entry"; readonly index: number; readonly size: number }
  | { readonly kind: "already-erased"; readonly index: number }
  | { readonly kind: "kept-kind"; readonly index: number; readonly entryKind: string }
  | { readonly kind: "held"; readonly index: number; readonly hold: Hold }
  | { readonly kind: "under-way"; readonly index: number; readonly number: number; readonly days: number }
  | { readonly kind: "no-reason"; readonly charactersMax: number }
  | { readonly kind: "unknown-request"; readonly erasureId: string }
  | { readonly kind: "done-already"; readonly erasureId: string }
  | { readonly kind: "same-person"; readonly by: string }
  | { readonly kind: "too-old"; readonly days: number };

export interface PendingErasure {
  readonly erasureId: string;
  readonly indexes: readonly number[];
  readonly by: string;
  readonly because: string;
  /** ISO 8601. */
  readonly at: string;
}

export type Requested = { readonly kind: "requested"; readonly pending: PendingErasure } | ErasureRefusal;
export type Agreed =
  | { readonly kind: "erased"; readonly erased: number; readonly blobs: number }
  | ErasureRefusal;

/** Somebody asks to erase the payloads of entries. Nothing is erased before somebody else agrees. */
export async function requestErasure(
  asked: { readonly indexes: readonly number[]; readonly by: string; readonly because: string },
  store: ErasureStore,
  { newId, now }: { readonly newId: () => string; readonly now: () => Date },
): Promise<Requested> {
  const because = asked.because.trim();
  if (because === "" || because.length > becauseCharactersMax)
    return { kind: "no-reason", charactersMax: becauseCharactersMax };
  const indexes = [...new Set(asked.indexes)].toSorted((left, right) => left - right);
  const looked = await lookAt(indexes, store, now());
  if (looked.kind !== "erasable") return looked;
  const erasureId = newId();
  const { by } = asked;
  const named = { erasureId, indexes, blobs: looked.blobs, because };
  await store.records.append([record(erasureId, { kind: "erasure-requested", ...named, by })]);
  return { kind: "requested", pending: { erasureId, indexes, by, because, at: now().toISOString() } };
}

/** Somebody else agrees: what was asked for is erased, unless something keeps it by now. */
export async function agreeToErasure(
  { erasureId, by }: { readonly erasureId: string; readonly by: string },
  store: ErasureStore,
  now: () => Date,
): Promise<Agreed> {
  const pending = await requestOf(erasureId, store);
  if (pending === null) return { kind: "unknown-request", erasureId };
  if (pending.done) return { kind: "done-already", erasureId };
  if (isSamePerson(pending.by, by)) return { kind: "same-person", by };
  if (now().getTime() - Date.parse(pending.at) > requestDaysMax * dayMs)
    return { kind: "too-old", days: requestDaysMax };
  const { indexes, because } = pending;
  const looked = await lookAt(indexes, store, now());
  if (looked.kind !== "erasable") return looked;
  const erasure = { erasureId, indexes, blobs: pending.blobs, by: [pending.by, by], because };
  return await eraseNamed(erasure, looked.places, store);
}

/** Requests that nobody has agreed to yet, and that somebody still may. */
export async function pendingErasures(
  { records }: Pick<ErasureStore, "records">,
  now: Date,
): Promise<readonly PendingErasure[]> {
  const done = new Set(await doneIn(records));
  const kept = await records.ofRepository(null, "erasure-requested");
  return kept.flatMap(({ at, body }) => {
    if (body.kind !== "erasure-requested" || done.has(body.erasureId)) return [];
    if (now.getTime() - Date.parse(at) > requestDaysMax * dayMs) return [];
    const { erasureId, indexes, by, because } = body;
    return [{ erasureId, indexes, by, because, at }];
  });
}

/** Logins know no case, and a blank makes nobody somebody else. */
function isSamePerson(one: string, other: string): boolean {
  return one.trim().toLowerCase() === other.trim().toLowerCase();
}

async function requestOf(erasureId: string, { records }: ErasureStore) {
  const kept = await records.ofRepository(null, "erasure-requested");
  const found = kept.find(({ body }) => body.kind === "erasure-requested" && body.erasureId === erasureId);
  if (found?.body.kind !== "erasure-requested") return null;
  const { indexes, by, because, blobs = [] } = found.body;
  const done = (await doneIn(records)).includes(erasureId);
  return { indexes, by, because, blobs, at: found.at, done };
}

async function doneIn(records: ErasureStore["records"]): Promise<readonly string[]> {
  const kept = await records.ofRepository(null, "erased");
  return kept.flatMap(({ body }) => (body.kind === "erased" ? [body.erasureId] : []));
}

type Looked =
  | {
      readonly kind: "erasable";
      readonly places: readonly Place[];
      /** Digests that may go with them. */
      readonly blobs: readonly string[];
    }
  | ErasureRefusal;

type Place = HeldPlace & { readonly index: number };

/** Whether each of the entries can be erased, and what would go with it. */
async function lookAt(indexes: readonly number[], store: ErasureStore, now: Date): Promise<Looked> {
  if (indexes.length === 0) return { kind: "no-entries" };
  if (indexes.length > indexesMax) return { kind: "too-many", indexesMax };
  const { size } = await store.ledger.head();
  const kept = await store.records.ofRepository(null, "legal-hold");
  const holds = holdsAfter(kept.map(({ body }) => body));
  const places: Place[] = [];
  const blobs = new Set<string>();
  for (const index of indexes) {
    if (index >= size) return { kind: "no-such-entry", index, size };
    const [entry] = await store.ledger.entries(index, index + 1);
    if (entry === undefined) return { kind: "no-such-entry", index, size };
    const { leaf, content } = entry;
    if (!isErasable(leaf.kind)) return { kind: "kept-kind", index, entryKind: leaf.kind };
    if (content === null) return { kind: "already-erased", index };
    const hold = holdOn(leaf, holds);
    if (hold !== null) return { kind: "held", index, hold };
    if (await isUnderWay(leaf, store, now))
      return { kind: "under-way", index, number: leaf.number ?? 0, days: quietDays };
    places.push({ index, at: leaf.at, repository: leaf.repository, number: leaf.number });
    for (const digest of await blobsBehind(content.payload.body, store.blobs)) blobs.add(digest);
  }
  return { kind: "erasable", places, blobs: [...blobs].toSorted() };
}

async function isUnderWay(
  { repository, number }: HeldPlace,
  { records }: ErasureStore,
  now: Date,
): Promise<boolean> {
  if (repository === null || number === null) return false;
  const last = (await records.ofPull(repository, number)).at(-1);
  return last !== undefined && now.getTime() - Date.parse(last.at) < quietDays * dayMs;
}

class HeldMeanwhile extends Error {
  readonly index: number;
  readonly hold: Hold;
  constructor(index: number, hold: Hold) {
    super(`entry ${index} is held by ${hold.holdId}`);
    this.name = "HeldMeanwhile";
    this.index = index;
    this.hold = hold;
  }
}

export interface NamedErasure {
  readonly erasureId: string;
  readonly indexes: readonly number[];
  /** Those that may go, where nothing else names them. */
  readonly blobs: readonly string[];
  readonly by: readonly string[];
  readonly because: string;
}

/**
 * Erases what was agreed to. A hold that was set a moment ago counts: it is looked for once more under the lock.
 * `requestedBy`: nobody has recorded the request yet.
 */
export async function eraseNamed(
  erasure: NamedErasure,
  places: readonly (HeldPlace & { readonly index: number })[],
  { records, erasures }: ErasureStore,
  { requestedBy = null }: { readonly requestedBy?: string | null } = {},
): Promise<Extract<Agreed, { readonly kind: "erased" | "held" }>> {
  const { erasureId, indexes, because } = erasure;
  if (requestedBy !== null) {
    const asked = { erasureId, indexes, blobs: erasure.blobs, by: requestedBy, because };
    await records.append([record(erasureId, { kind: "erasure-requested", ...asked })]);
  }
  const others = await erasures.namedByOthers(indexes, erasure.blobs);
  const blobs = erasure.blobs.filter((digest) => !others.has(digest));
  try {
    const { erased } = await erasures.erase(
      record(erasureId, { kind: "erased", ...erasure, blobs }),
      (holds) => refuseHeld(places, holdsAfter(holds)),
    );
    return { kind: "erased", erased, blobs: blobs.length };
  } catch (error) {
    if (error instanceof HeldMeanwhile) return { kind: "held", index: error.index, hold: error.hold };
    throw error;
  }
}

function refuseHeld(places: readonly Place[], holds: readonly Hold[]): void {
  for (const place of places) {
    const hold = holdOn(place, holds);
    if (hold !== null) throw new HeldMeanwhile(place.index, hold);
  }
}

function record(key: string, body: Extract<NewRecord, { readonly scope: "repository" }>["body"]): NewRecord {
  return { scope: "repository", repositoryId: null, key, body };
}
