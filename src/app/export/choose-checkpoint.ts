import type { SignedCheckpoint } from "../../model/ledger.ts";
import type { PopulationPeriod } from "../../model/population.ts";
import { boundsOf } from "../population/reconcile.ts";
import { type ExportPorts, ExportRefused } from "./ports.ts";
import { signerAt } from "./statement.ts";
import { indexAt } from "./time.ts";

/**
 * What reached a branch late in a period may be found by the next daily look alone: the log of one more day belongs to a
 * period, so that no commit falls between two.
 */
const cutOffMs = 86_400_000;

export interface CheckpointWant {
  readonly period: PopulationPeriod;
  /** `null`: the first that holds all of the period. */
  readonly size: number | null;
}

/** The checkpoint that a package ends at. Throws {@link ExportRefused}, whose message says what there is instead. */
export async function chooseCheckpoint(
  want: CheckpointWant,
  ports: Pick<ExportPorts, "ledger" | "held" | "now">,
): Promise<SignedCheckpoint> {
  const { size: total } = await ports.ledger.head();
  if (total === 0) throw new ExportRefused("The ledger has no entry yet: there is nothing to export.");
  return want.size === null ? await firstAfter(want, total, ports) : await exactly(want.size, ports);
}

async function exactly(
  size: number,
  { ledger, held }: Pick<ExportPorts, "ledger" | "held">,
): Promise<SignedCheckpoint> {
  const found = await ledger.checkpointAtOrAfter(size);
  if (found === null) throw new ExportRefused(`There is no checkpoint of size ${size} or more. ${unsigned}`);
  if (found.size !== size)
    throw new ExportRefused(
      `No checkpoint was signed at size ${size}; the next one is at ${found.size}: --checkpoint ${found.size}.`,
    );
  if (signerAt(held, size) === null)
    throw new ExportRefused(
      `A package is signed with the key that is in force at its checkpoint, and this program does not hold that of ` +
        `size ${size}: ${heldText(held)} Name another --checkpoint, or run it with that key.`,
    );
  return found;
}

const unsigned =
  "A ledger without a signing key has none; `sekisho ledger status` says whether this one is signed.";

async function firstAfter(
  { period }: CheckpointWant,
  total: number,
  { ledger, held, now }: Pick<ExportPorts, "ledger" | "held" | "now">,
): Promise<SignedCheckpoint> {
  const { end } = boundsOf(period);
  const until = new Date(Date.parse(end) + cutOffMs).toISOString();
  refuseEarly(period, end, until, now());
  const size = signableFrom(held, Math.max(await indexAt(ledger, until, total), 1));
  const found = await ledger.checkpointAtOrAfter(size);
  if (found !== null) return found;
  throw new ExportRefused(
    `No checkpoint was signed at or after entry ${size - 1}, the last that belongs to the period. ${unsigned}`,
  );
}

/** Where the key of that size is not held any more, the first size that can be signed. */
function signableFrom(held: ExportPorts["held"], size: number): number {
  if (signerAt(held, size) !== null) return size;
  const later = held.map(({ from }) => from).filter((from) => from > size);
  if (later.length === 0)
    throw new ExportRefused(
      `A package is signed with the key that is in force at its checkpoint, and this program does not hold that of ` +
        `size ${size}: ${heldText(held)} Run it with the key that \`sekisho serve\` signs with.`,
    );
  return Math.min(...later);
}

function heldText(held: ExportPorts["held"]): string {
  if (held.length === 0) return "it holds no key of this ledger.";
  const spans = held.map(({ from, to }) => (to === null ? `from ${from} on` : `from ${from} to ${to}`));
  return `it holds the key of sizes ${spans.join(", and ")}.`;
}

function refuseEarly({ to, timezone }: PopulationPeriod, end: string, until: string, now: Date): void {
  const instead =
    "To export what there is already, name a checkpoint: --checkpoint SIZE (`sekisho ledger status` shows the last).";
  if (now.toISOString() < end)
    throw new ExportRefused(`The period is not over: ${to} ends at ${end} (${timezone}). ${instead}`);
  if (now.toISOString() < until)
    throw new ExportRefused(
      `The period ended less than a day ago, and what reached a branch in its last hours may be found by the next daily ` +
        `look alone. It can be exported from ${until} on. ${instead}`,
    );
}
