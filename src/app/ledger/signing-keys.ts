import { randomBytes } from "node:crypto";
import { join } from "node:path";
import type { ServerEnvironment } from "../../config/index.ts";
import { ownKey, readSigningKey, type SigningKey, type SigningKeyReading } from "../../ledger/index.ts";
import { StartError } from "../before-start.ts";

export type KeyEnvironment = Pick<ServerEnvironment, "ledger" | "store" | "dataFolder">;

/**
 * The keys that sign the log: the one in force, then one that is being replaced. Where the store is in a folder and
 * nobody named a key, one is made at the first start. Throws {@link StartError}, which shows nothing of a key.
 */
export function signingKeys(environment: KeyEnvironment): readonly SigningKey[] {
  const { ledger, store } = environment;
  if (ledger.key === null && store.kind === "embedded")
    return [named(keyFileOf(environment), own(environment))];
  const current = named("LEDGER_KEY", readSigningKey(ledger.key ?? "", ledger.origin));
  if (ledger.previousKey === null) return [current];
  const previous = named("LEDGER_KEY_PREVIOUS", readSigningKey(ledger.previousKey, current.verifier.name));
  if (previous.verifier.text === current.verifier.text)
    throw new StartError(
      "LEDGER_KEY and LEDGER_KEY_PREVIOUS are the same key. Take LEDGER_KEY_PREVIOUS away.",
    );
  return [current, previous];
}

/** The file of the key that belongs to an embedded store. */
export function keyFileOf({ dataFolder }: Pick<KeyEnvironment, "dataFolder">): string {
  return join(dataFolder, "ledger", "key");
}

function own(environment: KeyEnvironment): SigningKeyReading {
  const { origin, publicOrigin } = environment.ledger;
  // A name that nobody else has, and that is no host: nothing is reached under it.
  const made = () => origin ?? publicOrigin ?? `sekisho.invalid/${randomBytes(4).toString("hex")}`;
  const path = keyFileOf(environment);
  try {
    return ownKey(path, made);
  } catch (cause) {
    throw new StartError(
      `${path}, the key that signs the ledger, cannot be read or written. It has to belong to this user.`,
      { cause },
    );
  }
}

function named(name: string, reading: SigningKeyReading): SigningKey {
  if (reading.kind === "key") return reading.key;
  throw new StartError(`${name} ${reading.message}`);
}
