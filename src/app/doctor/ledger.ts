import { existsSync } from "node:fs";
import { join } from "node:path";
import { rememberedAt, type SigningKey } from "../../ledger/index.ts";
import { openStoreReader, type StoreReader } from "../../store/index.ts";
import { compareWith, keyProblem } from "../ledger/guard.ts";
import { keyPeriods } from "../ledger/key-records.ts";
import { type KeyEnvironment, keyFileOf, signingKeys } from "../ledger/signing-keys.ts";
import { type DoctorCheck, note, ok, problem, reasonOf, skipped } from "./check.ts";

const name = "ledger";
const dayMs = 24 * 3_600_000;
/** Checkpoints are kept elsewhere once a day; two days are one that was missed. */
const anchorAgeMaxMs = 2 * dayMs;
const guide = "See docs/guides/ledger.md.";
const quiet = { info: () => {}, warn: () => {}, error: () => {} };

/** Whether the ledger is signed with its key, is the one of before, and is anchored. Makes no key. */
export async function checkLedger(
  environment: KeyEnvironment,
  now: () => Date,
): Promise<readonly DoctorCheck[]> {
  if (
    environment.store.kind === "embedded" &&
    environment.ledger.key === null &&
    !existsSync(keyFileOf(environment))
  )
    return [ok(name, "The first start makes a key for it.")];
  try {
    const [key] = signingKeys(environment);
    const reader = await openStoreReader({ ...environment.store, now, log: quiet });
    try {
      return key === undefined ? [] : await examined(key, reader, environment, now());
    } finally {
      await reader.close();
    }
  } catch (error) {
    return error instanceof Error && error.name === "StartError"
      ? [problem(name, error.message, null)]
      : [skipped(name, `It stands in the store. ${reasonOf(error)}`)];
  }
}

async function examined(
  { verifier }: SigningKey,
  store: StoreReader,
  { dataFolder }: KeyEnvironment,
  now: Date,
): Promise<readonly DoctorCheck[]> {
  const { ledger } = store;
  const periods = await keyPeriods(store);
  const head = await ledger.head();
  const last = await ledger.lastCheckpoint();
  const wrongKey = keyProblem({ keys: [verifier], periods, size: head.size });
  if (wrongKey !== null) return [problem(name, wrongKey, null)];
  const kept = rememberedAt(join(dataFolder, "ledger", "checkpoint")).read();
  const log = { origin: verifier.name, ledger, periods, keys: [verifier] };
  const compared = kept === null ? null : await compareWith({ where: "this machine", note: kept }, log);
  if (compared?.kind === "conflict") return [problem(name, compared.because, null)];
  const unsigned = head.size - (last?.size ?? 0);
  const signed =
    unsigned === 0
      ? ok(name, `${head.size} entries, all signed as ${verifier.name} with key ${verifier.id}.`)
      : problem(
          name,
          `The last ${unsigned} of ${head.size} entries are not signed.`,
          `The log of the server says why. ${guide}`,
        );
  return [signed, await anchorCheck(store, now)];
}

async function anchorCheck({ records }: StoreReader, now: Date): Promise<DoctorCheck> {
  const anchored = (await records.ofRepository(null, "anchored")).at(-1);
  if (anchored?.body.kind !== "anchored")
    return note(
      "anchors",
      `No checkpoint is kept where whoever administers the database cannot reach it. Set audit.anchors. ${guide}`,
    );
  const { size, place } = anchored.body;
  const ageMs = now.getTime() - Date.parse(anchored.at);
  const text = `The last checkpoint that was kept elsewhere has ${size} entries: ${place}, ${anchored.at}.`;
  return ageMs <= anchorAgeMaxMs
    ? ok("anchors", text)
    : problem(
        "anchors",
        text,
        `One is due every day; the sweeps in the log say why there was none. ${guide}`,
      );
}
