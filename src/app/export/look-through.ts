import type { SignedCheckpoint } from "../../model/ledger.ts";
import { repositoryNameOf } from "../repository-names.ts";
import { type ErasedBy, erasedIn } from "./erased.ts";
import { type Gatherer, gatherer } from "./gather.ts";
import type { PlacedRepository } from "./placed.ts";
import { type ExportPorts, ExportRefused, entriesOf } from "./ports.ts";
import type { NamedGathered } from "./view/decisions.ts";

/** What the log says up to a checkpoint, as far as anybody asks. */
export interface Looked {
  /** By GitHub's id. */
  readonly repositories: readonly NamedGathered[];
  readonly names: ReadonlyMap<number, string>;
  readonly general: readonly PlacedRepository[];
  readonly erasedBy: ErasedBy;
  /** ISO 8601: of the last entry of all. */
  readonly lastAt: string;
}

/**
 * Reads the log up to a checkpoint. Where something in it was erased after that checkpoint, the package has to hold the
 * entry that says so: a later checkpoint is taken, or, where this one was `named`, refused.
 */
export async function lookThrough(
  wanted: ReadonlySet<number> | null,
  first: SignedCheckpoint,
  named: boolean,
  ports: Pick<ExportPorts, "ledger" | "notes">,
): Promise<{ readonly looked: Looked; readonly checkpoint: SignedCheckpoint }> {
  const gathered = gatherer(wanted);
  let checkpoint = first;
  let lastAt = await gather(gathered, 0, checkpoint.size, ports);
  for (;;) {
    const erasedBy = erasedIn(gathered.general, gathered.repositories);
    const unexplained = gathered.erased.filter((index) => !erasedBy.has(index));
    if (unexplained.length === 0)
      return { looked: await lookedAt(gathered, erasedBy, lastAt, ports), checkpoint };
    const later = await laterErasure(unexplained, checkpoint.size, ports);
    if (named)
      throw new ExportRefused(
        `The payload of entry ${unexplained[0]} was erased after the checkpoint of size ${checkpoint.size}: a package ` +
          `has to hold the entry that says so. Take --checkpoint ${later.size}.`,
      );
    lastAt = await gather(gathered, checkpoint.size, later.size, ports);
    checkpoint = later;
  }
}

/** Gives the time of the last entry. */
async function gather(
  gathered: Gatherer,
  from: number,
  to: number,
  { ledger }: Pick<ExportPorts, "ledger">,
): Promise<string> {
  let lastAt = "";
  for await (const entries of entriesOf(ledger, from, to)) {
    for (const entry of entries) gathered.take(entry);
    lastAt = entries.at(-1)?.leaf.at ?? lastAt;
  }
  return lastAt;
}

/** The first checkpoint after the entry that erased one of these. */
async function laterErasure(
  indexes: readonly number[],
  from: number,
  { ledger }: Pick<ExportPorts, "ledger">,
): Promise<SignedCheckpoint> {
  const { size } = await ledger.head();
  const searched = gatherer(null);
  for await (const entries of entriesOf(ledger, from, size))
    for (const entry of entries) if (entry.leaf.kind === "repository/erased") searched.take(entry);
  const erasedBy = erasedIn(searched.general, searched.repositories);
  const found = indexes.map((index) => erasedBy.get(index));
  const missing = found.indexOf(undefined);
  if (missing !== -1)
    throw new ExportRefused(
      `The ledger does not verify: the payload of entry ${indexes[missing]} is not there, and no entry says that it ` +
        "was erased. Nothing was exported. Compare with a backup before anything is written to this store.",
    );
  const last = found.reduce<number>((most, each) => Math.max(most, each ?? 0), 0);
  const checkpoint = await ledger.checkpointAtOrAfter(last + 1);
  if (checkpoint === null)
    throw new ExportRefused(
      `Entry ${last} erased something of the period, and no checkpoint was signed after it. ` +
        "`sekisho ledger status` says why the ledger is not signed.",
    );
  return checkpoint;
}

async function lookedAt(
  { repositories, general }: Gatherer,
  erasedBy: ErasedBy,
  lastAt: string,
  { notes }: Pick<ExportPorts, "notes">,
): Promise<Looked> {
  const sorted = [...repositories.values()].toSorted((a, b) => a.id - b.id);
  const named = await Promise.all(
    sorted.map(async (each) => ({ ...each, name: await repositoryNameOf(notes, each.id) })),
  );
  const names = new Map(named.map(({ id, name }) => [id, name]));
  return { repositories: named, names, general, erasedBy, lastAt };
}
