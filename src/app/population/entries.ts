import type { PullRecord, RepositoryRecord } from "../../model/record.ts";

/** A record as the arithmetic needs it, whether it comes from a store or from a ledger. */
export interface Entry<Body> {
  /** In the ledger; `null`: it has none. */
  readonly index: number | null;
  /** Of the record, which its leaf names even where the body is erased. */
  readonly kind: string;
  /** ISO 8601, UTC. */
  readonly at: string;
  /** `null`: erased. */
  readonly body: Body | null;
}

export type PullEntry = Entry<PullRecord>;
export type OutsideEntry = Entry<RepositoryRecord>;

/** What is known of one repository, oldest first. Kinds that nothing is asked about may be left out. */
export interface RepositoryEntries {
  readonly id: number;
  /** `owner/name`. */
  readonly name: string;
  /** Those of no pull request. */
  readonly outside: readonly OutsideEntry[];
  readonly pulls: PullEntries;
}

/** What is known of pull requests. Those of a year are not held as objects: each question reads them again. */
export interface PullEntries {
  /** All of one, oldest first. */
  get(number: number): readonly PullEntry[] | undefined;
  /** Of each that has one: those of a kind whose body is there. */
  having<Kind extends PullRecord["kind"]>(
    kind: Kind,
  ): Iterable<readonly [number, readonly FoundPull<Kind>[]]>;
}

/** Of pull requests that are held. */
export function heldPulls(pulls: ReadonlyMap<number, readonly PullEntry[]>): PullEntries {
  return {
    get: (number) => pulls.get(number),
    having: (kind) =>
      [...pulls].map(
        ([number, entries]) => [number, entries.filter((entry) => isPull(entry, kind))] as const,
      ),
  };
}

/** Kinds of record that a population rests on: whoever reads entries to compute one reads at least these. */
export const outsideKinds = [
  "branch-commit",
  "direct-push",
  "merge-group",
  "merge-seen",
  "bypass-seen",
  "alert",
] as const satisfies readonly RepositoryRecord["kind"][];

/** A commit as a history has it. */
export interface LineCommit {
  readonly sha: string;
  readonly parents: readonly string[];
}

/** An entry whose body is there and of one kind. */
export type Found<Kind extends RepositoryRecord["kind"]> = Entry<RepositoryRecord> & {
  readonly body: Extract<RepositoryRecord, { readonly kind: Kind }>;
};

export function outsideOf<Kind extends RepositoryRecord["kind"]>(
  entries: readonly OutsideEntry[],
  kind: Kind,
): readonly Found<Kind>[] {
  return entries.filter((entry): entry is Found<Kind> => entry.body?.kind === kind);
}

export type FoundPull<Kind extends PullRecord["kind"]> = Entry<PullRecord> & {
  readonly body: Extract<PullRecord, { readonly kind: Kind }>;
};

export function isPull<Kind extends PullRecord["kind"]>(
  entry: PullEntry,
  kind: Kind,
): entry is FoundPull<Kind> {
  return entry.body?.kind === kind;
}
