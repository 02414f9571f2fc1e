import type { PullRecord, RepositoryRecord, Stored } from "../../model/record.ts";
import type { Ledger, Records } from "../../store/index.ts";
import { type Entry, heldPulls, type LineCommit, outsideKinds, type RepositoryEntries } from "./entries.ts";

export interface PopulationStore {
  readonly records: Pick<Records, "ofPull" | "ofPulls" | "ofRepository" | "erased">;
  /** `null`: nobody asks for places in the ledger. */
  readonly ledger: Pick<Ledger, "indexesOf"> | null;
}

export interface EntriesWant {
  readonly repository: { readonly id: number; readonly name: string };
  /** ISO 8601: pull requests that came in earlier may be left out. */
  readonly start: string;
  readonly history: readonly LineCommit[] | null;
}

/** GitHub's clock and ours may differ by so much before it is an incident of its own. */
const leewayMs = 86_400_000;

/** A record, and what is left of one. */
interface Kept<Body> {
  readonly sequence: number;
  readonly at: string;
  readonly number: number | null;
  readonly kind: string;
  readonly body: Body | null;
}

/** What a store knows of one repository, as far as a population from a moment on rests on it. */
export async function entriesFrom(
  { repository, start, history }: EntriesWant,
  { records, ledger }: PopulationStore,
): Promise<RepositoryEntries> {
  const { id } = repository;
  const read = await Promise.all(outsideKinds.map((kind) => records.ofRepository(id, kind)));
  const erased = (await records.erased(id)).map((record) => ({ ...record, body: null }));
  const outside = inOrder([...read.flat().map(withKind), ...erased.filter(({ number }) => number === null)]);
  const numbers = new Set([
    ...numbersSince(outside, new Date(Date.parse(start) - leewayMs).toISOString()),
    ...(history === null ? [] : await numbersOf(history, id, records)),
  ]);
  const pulls = new Map<number, readonly Kept<PullRecord>[]>();
  for (const number of [...numbers].toSorted((left, right) => left - right)) {
    const own = (await records.ofPull(id, number)).map(withKind);
    pulls.set(number, inOrder([...own, ...erased.filter((record) => record.number === number)]));
  }
  const sequences = [...outside, ...[...pulls.values()].flat()].map(({ sequence }) => sequence);
  const indexes = (await ledger?.indexesOf(sequences)) ?? new Map<number, number>();
  const entryOf = <Body>({ sequence, kind, at, body }: Kept<Body>): Entry<Body> => {
    return { index: indexes.get(sequence) ?? null, kind, at, body };
  };
  return {
    ...repository,
    outside: outside.map(entryOf),
    pulls: heldPulls(new Map([...pulls].map(([number, own]) => [number, own.map(entryOf)]))),
  };
}

function withKind<Body extends { readonly kind: string }>({
  sequence,
  at,
  number,
  body,
}: Stored<Body>): Kept<Body> {
  return { sequence, at, number, kind: body.kind, body };
}

function inOrder<Body>(kept: readonly Kept<Body>[]): readonly Kept<Body>[] {
  return kept.toSorted((left, right) => left.sequence - right.sequence);
}

/** A commit reached its branch before it was recorded: what was recorded earlier concerns no later period. */
function numbersSince(outside: readonly Kept<RepositoryRecord>[], since: string): readonly number[] {
  return outside.flatMap(({ at, body }) =>
    body?.kind === "branch-commit" && at >= since && body.number !== null ? [body.number] : [],
  );
}

/** Of a history from elsewhere: also what came in without being recorded on its branch. */
async function numbersOf(
  history: readonly LineCommit[],
  repositoryId: number,
  records: PopulationStore["records"],
): Promise<readonly number[]> {
  const commits = new Set(history.map(({ sha }) => sha));
  const merged = await records.ofPulls(repositoryId, "merged");
  return merged.flatMap(({ number, body }) =>
    number !== null && body.kind === "merged" && commits.has(body.commit) ? [number] : [],
  );
}
