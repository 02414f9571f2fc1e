import { beforeAll, describe, expect, it } from "vitest";
import { createLedgerSigner, newSigningKey } from "../../ledger/index.ts";
import { leafHash, rootOfComplete, rootOver } from "../../model/merkle.ts";
import { rotated } from "./key-records.ts";
import { ServedLedger } from "./served.ts";
import { installations, type KeptLog, keptLog } from "./testing/kept-log.ts";

const key = newSigningKey("log.example");
const signer = createLedgerSigner([key]);

let log: KeptLog;
let served: ServedLedger;
beforeAll(async () => {
  signer.begin();
  log = keptLog((head) => signer.sign(head));
  await log.records.append([rotated(null, key.verifier.text, { by: "test", because: "first" })]);
  await log.records.append(installations(599));
  served = new ServedLedger({ store: log });
});

async function got(path: string): Promise<Buffer> {
  const { status, body } = await served.answer(path);
  expect(status, path).toBe(200);
  return Buffer.from(body);
}

function hashesIn(tile: Buffer): readonly Uint8Array[] {
  return Array.from({ length: tile.length / 32 }, (_, at) => tile.subarray(at * 32, (at + 1) * 32));
}

describe("the log as it is served", () => {
  it("gives the last checkpoint and the keys", async () => {
    expect((await got("checkpoint")).toString()).toBe(log.checkpoints.at(-1)?.note);
    expect(JSON.parse((await got("keys.json")).toString())).toEqual([
      { vkey: key.verifier.text, from: 0, to: null },
    ]);
  });

  it("gives tiles from which the signed root follows", async () => {
    const full = await Promise.all(
      ["tile/0/000", "tile/0/001"].map(async (path) => hashesIn(await got(path))),
    );
    const partial = hashesIn(await got("tile/0/002.p/88"));
    expect(full.map((hashes) => hashes.length)).toEqual([256, 256]);
    const above = hashesIn(await got("tile/1/000.p/2"));
    expect(above).toEqual(full.map((hashes) => Buffer.from(rootOfComplete(hashes))));
    // 600 leaves are subtrees of 512, 64, 16 and 8.
    const right = [partial.slice(0, 64), partial.slice(64, 80), partial.slice(80)].map(rootOfComplete);
    const root = rootOver([rootOfComplete(above), ...right]);
    expect(Buffer.from(root).toString("hex")).toBe(log.head().root);
  });

  it("gives the leaves below a tile, each with its length before it", async () => {
    const bundle = await got("tile/entries/002.p/88");
    const tile = hashesIn(await got("tile/0/002.p/88"));
    const leaves: Buffer[] = [];
    for (let at = 0; at < bundle.length; ) {
      const length = bundle.readUInt16BE(at);
      leaves.push(bundle.subarray(at + 2, at + 2 + length));
      at += 2 + length;
    }
    expect(leaves.map(String)).toEqual(log.leaves.slice(512));
    expect(leaves.map((leaf) => Buffer.from(leafHash(leaf)))).toEqual(tile);
  });

  it.each([
    ["tile/0/002", /published up to 600 entries, and this tile is not complete in it/],
    ["tile/0/002.p/89", /published up to 600 entries, and this tile is wider than that/],
    ["tile/1/000.p/3", /published up to 600/],
    ["tile/2/000.p/1", /published up to 600/],
    ["tile/63/000.p/1", /published up to 600/],
    ["tile/entries/x001/000", /published up to 600/],
    ["tile/0/0", /There is nothing here/],
    ["tile/0/../../etc/passwd", /There is nothing here/],
    ["", /There is nothing here/],
  ])("has no %j, and says why", async (path, why) => {
    const { status, body, cached } = await served.answer(path);
    expect([status, cached]).toEqual([404, "never"]);
    expect(String(body)).toMatch(why);
  });

  it("shows nothing that no checkpoint covers, and shows it once one does", async () => {
    const other = createLedgerSigner([key]);
    const young = keptLog((head) => other.sign(head));
    await young.records.append(installations(10));
    const pages = new ServedLedger({ store: young });
    expect(await pages.answer("checkpoint")).toMatchObject({
      status: 404,
      body: expect.stringContaining("no signed checkpoint"),
    });
    expect((await pages.answer("tile/0/000.p/5")).status).toBe(404);
    other.begin();
    await young.records.append(installations(1, 10));
    expect((await pages.answer("tile/0/000.p/5")).status).toBe(200);
    expect((await pages.answer("tile/0/000.p/11")).status).toBe(200);
    expect((await pages.answer("tile/0/000.p/12")).status).toBe(404);
  });
});
