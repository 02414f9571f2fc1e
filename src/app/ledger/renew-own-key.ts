import { renameSync } from "node:fs";
import {
  createLedgerSigner,
  newSigningKey,
  readKeyFile,
  type SigningKey,
  writeKeyFile,
} from "../../ledger/index.ts";
import { StartError } from "../before-start.ts";
import { keyPeriods } from "./key-records.ts";
import { type OpenSigned, type Rotation, rotateKey } from "./rotate.ts";
import { type KeyEnvironment, keyFileOf, signingKeys } from "./signing-keys.ts";

/**
 * Exchanges the key of an embedded store. The new one lies beside the old one before the log names it, so that a crash
 * in between loses neither: the next try takes up where this one ended.
 */
export async function renewOwnKey(
  environment: KeyEnvironment,
  how: Pick<Rotation, "change" | "remembered">,
  open: OpenSigned,
): Promise<SigningKey> {
  const path = keyFileOf(environment);
  const beside = `${path}.next`;
  const [previous] = signingKeys(environment);
  if (previous === undefined) throw new StartError(`There is no key in ${path}.`);
  const prepared = readKeyFile(beside, null);
  if (prepared?.kind === "problem") throw new StartError(`${beside} ${prepared.message}`);
  const next = prepared?.key ?? newSigningKey(previous.verifier.name);
  if (prepared === null) writeKeyFile(beside, next);
  if (!(await isTheLogs(next, open))) await rotateKey({ previous, next, atOnce: true, ...how }, open);
  renameSync(beside, path);
  return next;
}

async function isTheLogs(key: SigningKey, open: OpenSigned): Promise<boolean> {
  const store = await open(createLedgerSigner([key]));
  try {
    const periods = await keyPeriods(store);
    return periods.some(({ vkey, to }) => vkey === key.verifier.text && to === null);
  } finally {
    await store.close();
  }
}
