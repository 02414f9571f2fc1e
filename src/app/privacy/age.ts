import type { AgedEntry, Store } from "../../store/index.ts";
import { blobsBehind, isErasable } from "./erasable.ts";
import { type ErasureStore, eraseNamed } from "./erase.ts";
import { activeHolds } from "./hold.ts";
import { holdOn } from "./holds.ts";

/** Entries that are erased at once: each of them names its indexes and blobs, and an entry is read whole. */
const entriesPerErasure = 2_000;
/** Erasures of one sweep: each reads every record once to learn which blobs others need. */
const erasuresMax = 20;
/**
 * Days for which the bodies of deliveries are kept where anything goes for its age: what follows from them stands in
 * records, with the digest of what came; somebody who looks into an incident does that within a quarter.
 */
export const deliveryDays = 90;
const dayMs = 86_400_000;

export interface AgeStore extends ErasureStore {
  readonly erasures: Store["erasures"];
  readonly notes: Pick<Store["notes"], "get" | "set">;
}

export interface AgeWant {
  /** `audit.retentionYears` of the settings in force in a repository; `null`: everything is kept. */
  readonly yearsOf: (repositoryId: number) => Promise<number | null>;
  readonly newId: () => string;
  readonly now: () => Date;
}

/** What went for its age. `finished`: nothing is left that could go by now. */
export interface Aged {
  readonly looked: number;
  readonly erased: number;
  readonly finished: boolean;
}

const monthNote = "retention-month";

/**
 * Erases the payloads of what is older than each repository wants to keep. It is counted in whole months, so that a
 * ledger has an erasure a month and not one a day. What is held stays, and goes with a later month.
 */
export async function eraseAged(store: AgeStore, want: AgeWant): Promise<Aged> {
  const month = want.now().toISOString().slice(0, "YYYY-MM".length);
  if ((await store.notes.get(monthNote)) === month) return { looked: 0, erased: 0, finished: true };
  const years = await yearsIn(await store.erasures.repositories(), want);
  const distinct = [...new Set(years.values())].filter((value) => value !== null);
  let [looked, erased, rounds] = [0, 0, 0];
  for (const value of distinct.toSorted((left, right) => left - right)) {
    const isOf = ({ repository }: AgedEntry) =>
      (repository === null ? longest(years) : years.get(repository)) === value;
    const before = monthsStart(want.now(), value);
    for (let after = -1; ; ) {
      if (rounds >= erasuresMax) return { looked, erased, finished: false };
      const old = await store.erasures.olderThan(before, after, entriesPerErasure);
      looked += old.length;
      const going = await wanted(old.filter(isOf), store);
      if (going.length > 0) {
        rounds += 1;
        erased += await eraseFor(value, going, store, want);
      }
      const last = old.at(-1);
      if (last === undefined || old.length < entriesPerErasure) break;
      after = last.index;
    }
  }
  if (distinct.length > 0 && longest(years) !== null) {
    const until = new Date(want.now().getTime() - deliveryDays * dayMs);
    await store.erasures.emptyDeliveries(until.toISOString());
  }
  await store.notes.set(monthNote, month);
  return { looked, erased, finished: true };
}

async function yearsIn(repositories: readonly number[], { yearsOf }: AgeWant) {
  const years = new Map<number, number | null>();
  for (const id of repositories) years.set(id, await yearsOf(id));
  return years;
}

/** For what belongs to no one repository: as long as any of them wants it; `null`: one keeps everything. */
function longest(years: ReadonlyMap<number, number | null>): number | null {
  const all = [...years.values()];
  const set = all.filter((value) => value !== null);
  return set.length < all.length || set.length === 0 ? null : Math.max(...set);
}

/** Older than anything that is recorded: a larger number means the same. */
const yearsMax = 1_000;

/** The first day of this month, so many years ago. */
function monthsStart(now: Date, years: number): string {
  const year = now.getUTCFullYear() - Math.min(years, yearsMax);
  return new Date(Date.UTC(year, now.getUTCMonth(), 1)).toISOString();
}

async function wanted(old: readonly AgedEntry[], { records }: AgeStore): Promise<readonly AgedEntry[]> {
  const holds = await activeHolds(records);
  return old.filter((entry) => isErasable(entry.kind) && holdOn(entry, holds) === null);
}

/** The organisation's setting stands for the two people: it came into its file through review, and that is recorded. */
async function eraseFor(
  years: number,
  entries: readonly AgedEntry[],
  store: AgeStore,
  { newId }: AgeWant,
): Promise<number> {
  const blobs = new Set<string>();
  for (const { index } of entries) {
    const [entry] = await store.ledger.entries(index, index + 1);
    const body = entry?.content?.payload.body;
    for (const digest of body === undefined ? [] : await blobsBehind(body, store.blobs)) blobs.add(digest);
  }
  const erasure = {
    erasureId: newId(),
    indexes: entries.map(({ index }) => index),
    blobs: [...blobs].toSorted(),
    because: `audit.retentionYears: ${years}`,
  };
  const setting = "audit.retentionYears";
  const outcome = await eraseNamed({ ...erasure, by: ["Sekisho", setting] }, entries, store, {
    requestedBy: setting,
  });
  return outcome.kind === "erased" ? outcome.erased : 0;
}
