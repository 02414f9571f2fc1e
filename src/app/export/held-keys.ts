import { existsSync } from "node:fs";
import { type KeyPeriod, type SigningKey, signNote } from "../../ledger/index.ts";
import { type KeyEnvironment, keyFileOf, signingKeys } from "../ledger/signing-keys.ts";
import { ExportRefused } from "./ports.ts";
import type { HeldKey } from "./statement.ts";

/** The keys of this process that the log knows. Makes none: who only asks leaves nothing behind. */
export function heldKeys(environment: KeyEnvironment, periods: readonly KeyPeriod[]): readonly HeldKey[] {
  const { ledger, store } = environment;
  if (ledger.key === null && store.kind === "embedded" && !existsSync(keyFileOf(environment)))
    throw new ExportRefused(
      `A package is signed with the key of the ledger, and there is none in ${keyFileOf(environment)}. ` +
        "`sekisho serve --embedded` makes it at its first start; where the key is kept elsewhere, set LEDGER_KEY_PATH.",
    );
  return signingKeys(environment).flatMap((key) => heldAs(key, periods) ?? []);
}

/** `null`: the log does not know this key. */
export function heldAs(key: SigningKey, periods: readonly KeyPeriod[]): HeldKey | null {
  const { name, id, text } = key.verifier;
  const period = periods.find(({ vkey }) => vkey === text);
  if (period === undefined) return null;
  const signer = {
    origin: name,
    keyId: `${name}+${id}`,
    signNote: (said: string) => signNote(said, [key]),
    sign: (said: string) => key.sign(said),
  };
  return { signer, from: period.from, to: period.to };
}
