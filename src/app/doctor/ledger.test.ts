import { mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { localLedger } from "../../config/index.ts";
import { createLedgerSigner, newSigningKey, rememberedAt } from "../../ledger/index.ts";
import { openStore } from "../../store/index.ts";
import { beginSigning } from "../ledger/begin.ts";
import { keyFileOf, signingKeys } from "../ledger/signing-keys.ts";
import { installations } from "../ledger/testing/kept-log.ts";
import { checkLedger } from "./ledger.ts";

const dataFolder = mkdtempSync(join(tmpdir(), "sekisho-doctor-ledger-"));
afterAll(() => rmSync(dataFolder, { recursive: true }));

const quiet = { info: () => {}, warn: () => {}, error: () => {} };
const environment = {
  store: { kind: "embedded", folder: join(dataFolder, "store") },
  dataFolder,
  ledger: { ...localLedger, origin: "log.example" },
} as const;
const remembered = rememberedAt(join(dataFolder, "ledger", "checkpoint"));
const start = new Date("2027-03-01T10:00:00.000Z");
const days = (count: number) => () => new Date(start.getTime() + count * 86_400_000);

/** Writes as a server does, and as one that does not sign. */
async function serve(records: Parameters<typeof installations>, signs = true): Promise<string> {
  const signer = createLedgerSigner(signingKeys(environment));
  const store = await openStore({ ...environment.store, now: () => start, log: quiet, signer });
  try {
    if (signs) await beginSigning({ store, signer, remembered, anchored: async () => [], log: quiet });
    await store.records.append(installations(...records));
    return (await store.ledger.lastCheckpoint())?.note ?? "";
  } finally {
    await store.close();
  }
}

async function anchored(): Promise<void> {
  const store = await openStore({ ...environment.store, now: () => start, log: quiet });
  const body = { kind: "anchored", place: "folder /mnt", size: 3, root: "00", receipt: "/mnt/3" } as const;
  await store.records.append([{ scope: "repository", repositoryId: null, key: "folder /mnt 3", body }]);
  await store.close();
}

const looked = async (now = days(0), as: Parameters<typeof checkLedger>[0] = environment) =>
  (await checkLedger(as, now)).map(({ name, result }) => [name, result.kind, result.text]);

/** Each finds the ledger as the one before left it. */
let noteOfThree = "";

beforeAll(async () => {
  expect(await looked()).toEqual([["ledger", "ok", "The first start makes a key for it."]]);
  expect(readdirSync(dataFolder)).toEqual([]);
  noteOfThree = await serve([2]);
});

it("says who signs it, and that nothing is kept elsewhere yet", async () => {
  expect(await looked()).toEqual([
    ["ledger", "ok", expect.stringMatching(/^3 entries, all signed as log\.example with key [0-9a-f]{8}\.$/)],
    ["anchors", "note", expect.stringContaining("Set audit.anchors.")],
  ]);
});

it("finds a key that is not the log's, and one that is none, and shows neither", async () => {
  const other = newSigningKey("log.example").secretText();
  const [found] = await looked(days(0), { ...environment, ledger: { ...environment.ledger, key: other } });
  expect(found).toEqual(["ledger", "problem", expect.stringMatching(/which is not the log's; .*rotate-key/)]);
  const broken = { ...environment, ledger: { ...environment.ledger, key: "PRIVATE+KEY+x" } };
  const [refused] = await looked(days(0), broken);
  expect(refused).toEqual(["ledger", "problem", expect.stringMatching(/^LEDGER_KEY /)]);
  expect(String(found)).not.toContain(other);
});

it("finds that the store was put back to an older state", async () => {
  const key = signingKeys(environment);
  const signer = createLedgerSigner(key);
  signer.begin();
  remembered.write(signer.sign({ size: 9, root: "ab".repeat(32) }) ?? "");
  const [found] = await looked();
  expect(found).toEqual([
    "ledger",
    "problem",
    expect.stringMatching(/has 3 entries, and this machine has a signed checkpoint of 9: .* put back/),
  ]);
  remembered.write(noteOfThree);
  expect((await looked())[0]?.[1]).toBe("ok");
});

it("counts what is not signed, and knows how old the last anchor is", async () => {
  await anchored();
  expect(await looked(days(2))).toEqual([
    ["ledger", "problem", "The last 1 of 4 entries are not signed."],
    ["anchors", "ok", expect.stringContaining("3 entries: folder /mnt, 2027-03-01T10:00:00.000Z.")],
  ]);
  await serve([1, 5]);
  const late = await looked(days(2.1));
  expect(late.map(([, kind]) => kind)).toEqual(["ok", "problem"]);
});

it("says that it cannot look while a key cannot be read", async () => {
  writeFileSync(keyFileOf(environment), "no key\n");
  expect(await looked()).toEqual([["ledger", "problem", expect.stringContaining(keyFileOf(environment))]]);
});
