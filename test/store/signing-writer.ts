/**
 * A process of its own that signs what it adds, until it is told to stop: as an App with these keys. It says how often
 * it has added something, and why it does not sign.
 */
import { createLedgerSigner, readSigningKey } from "../../src/ledger/index.ts";
import { openStore, type StorePlace } from "../../src/store/index.ts";
import { silent } from "./backends.ts";
import { feedback } from "./samples.ts";

export interface WriterOrders {
  readonly where: StorePlace;
  readonly name: string;
  /** Texts of secret keys, the one in force first. */
  readonly keys: readonly string[];
}

export interface WriterSays {
  readonly added: number;
  readonly notSigning: string | null;
}

const { where, name, keys } = JSON.parse(process.argv[2] ?? "") as WriterOrders;
const signer = createLedgerSigner(
  keys.map((text) => {
    const reading = readSigningKey(text, null);
    if (reading.kind === "problem") throw new Error(reading.message);
    return reading.key;
  }),
);
const store = await openStore({ ...where, now: () => new Date(), log: silent, signer });
signer.begin();
let over = false;
process.on("message", () => {
  over = true;
});
for (let added = 1; !over; added += 1) {
  const key = `${name} ${added}`;
  await store.records.append([{ scope: "pull", repositoryId: 5, number: 1, key, body: feedback(key) }]);
  const { notSigning } = signer;
  const says: WriterSays = {
    added,
    notSigning: notSigning === null || notSigning.kind === "not-checked" ? null : notSigning.because,
  };
  process.send?.(says);
}
await store.close();
process.disconnect();
