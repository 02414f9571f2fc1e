import { randomBytes } from "node:crypto";
import { readOperator, readStoreEnvironment } from "../../config/index.ts";
import { openStore, type Store } from "../../store/index.ts";
import { openRecords } from "../records.ts";
import { UsageError } from "../usage.ts";

/**
 * Opens what a server has kept, to add to it. It is not made where there is none: who adds to a ledger means one that
 * stands. Nothing is signed here; the next entry of the server signs over what is added.
 */
export async function openToWrite(flags: { readonly embedded: boolean }): Promise<Store> {
  const reading = readStoreEnvironment(flags);
  if (reading.kind === "invalid") throw new UsageError(reading.problems.join("\n"));
  await (await openRecords(flags)).close();
  return await openStore({ ...reading.store, now: () => new Date(), log: quiet });
}

/** Who runs this command. Throws {@link UsageError} where nobody says it. */
export function operator(): string {
  const reading = readOperator();
  if (reading.kind === "unknown") throw new UsageError(reading.problem);
  return reading.name;
}

/** `E-3f9c12ab`: short enough to be read out, and nobody meets another's. */
export function newIdOf(letter: "E" | "H"): () => string {
  return () => `${letter}-${randomBytes(4).toString("hex")}`;
}

const quiet = { info: () => {}, warn: () => {}, error: () => {} };
