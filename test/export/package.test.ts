import { execFileSync } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join, sep } from "node:path";
import { afterAll, beforeAll, describe, expect, it, test } from "vitest";
import { makePackage } from "../../src/app/export/package.ts";
import { rotated } from "../../src/app/ledger/key-records.ts";
import { ServedLedger } from "../../src/app/ledger/served.ts";
import { agreeToErasure, requestErasure } from "../../src/app/privacy/erase.ts";
import { newSigningKey } from "../../src/ledger/index.ts";
import { sha256Hex } from "../../src/model/digest.ts";
import { verify as verifyHere } from "../../verifier/verify.mjs";
import { diceOf, mutatedByAnybody } from "../verifier/mutations.ts";
import { placeIn } from "../verifier/try-mutations.ts";
import { type Filled, openFilled } from "./filled.ts";
import { refusals } from "./refusals.ts";

const top = mkdtempSync(join(tmpdir(), "sekisho-export-"));
/** The package that most tests look at; it is made once. */
const one = join(top, "one");
const kept = join(top, "kept-checkpoint");
let filled: Filled;
let vkey = "";

beforeAll(async () => {
  filled = await openFilled(join(top, "store"), { decisions: 40, days: 20 });
  vkey = filled.ports.keys[0]?.vkey ?? "";
  writeFileSync(kept, (await filled.store.ledger.checkpointAtOrAfter(100))?.note ?? "");
  await makePackage(request, one, filled.ports);
}, 240_000);
afterAll(async () => {
  await filled.close();
  rmSync(top, { recursive: true, force: true });
});

const request = {
  period: { from: "2026-01-03", to: "2026-01-15", timezone: "Asia/Tokyo" },
  repositories: [],
  branches: [],
  sample: 5,
  seed: "2026-Q1",
  checkpoint: null,
  blobs: "sample",
} as const;

function filesIn(folder: string): ReadonlyMap<string, Buffer> {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((each) => each.isFile());
  const paths = files.map(({ parentPath, name }) => join(parentPath, name)).toSorted();
  return new Map(
    paths.map((path) => [path.slice(folder.length + 1).replaceAll(sep, "/"), readFileSync(path)] as const),
  );
}

const digestsIn = (folder: string) =>
  Object.fromEntries([...filesIn(folder)].map(([path, bytes]) => [path, sha256Hex(bytes)]));

/** The exit code, and all that was printed. */
async function said(words: readonly string[]): Promise<string> {
  const { code, out, problem } = await verifyHere(words);
  return `${code}\n${out}${problem}`;
}

function verify(folder: string): string {
  return execFileSync(process.execPath, [join(folder, "verify.mjs"), folder], { encoding: "utf8" });
}

refusals(() => ({ top, ports: filled.ports }));

describe("an evidence package", () => {
  it("is verified by the program in it, which knows nothing of Sekisho", () => {
    expect(verify(one)).toContain("Verified.");
  });

  it("is verified against the key and a checkpoint that were kept, and each of 40 changes in it is found", async () => {
    expect(await said([one, "--key", vkey, "--checkpoint", kept])).toMatch(
      /^0\n[\s\S]*Checkpoints of yours: 1/,
    );
    const files = new Map(filesIn(one));
    const { folder, put } = placeIn(join(top, "changed"), files);
    const dice = diceOf(20_260_103);
    for (let tried = 0; tried < 40; tried += 1) {
      const mutated = mutatedByAnybody(files, dice);
      put(mutated.files);
      expect(await said([folder, "--key", vkey]), mutated.what).not.toMatch(/^0\n/);
    }
  });

  it("has the same bytes for the same query, also after more was recorded", async () => {
    await filled.appendMore();
    const later = join(top, "later");
    await makePackage(request, later, filled.ports);
    expect(digestsIn(later)).toEqual(digestsIn(one));
  });

  it("is as a ZIP the same bytes each time, and holds the folder", async () => {
    const [first, second] = [join(top, "first.zip"), join(top, "second.zip")];
    await makePackage(request, first, filled.ports);
    await makePackage(request, second, filled.ports);
    expect(sha256Hex(readFileSync(first))).toBe(sha256Hex(readFileSync(second)));
  });

  it("says what was erased since, and by which entry, and is still verified", async () => {
    const { store, clock } = filled;
    const { size } = await store.ledger.head();
    const entries = await store.ledger.entries(0, size);
    const pushed = entries.findLast(({ leaf }) => leaf.kind === "pull/push-seen" && leaf.at < "2026-01-10");
    const index = pushed?.leaf.index ?? -1;
    const ids = { newId: () => "erasure-1", now: () => clock.now };
    clock.now = new Date("2026-07-01T00:00:00.000Z");
    const asked = { indexes: [index], by: "pia", because: "The person asked for it." };
    expect((await requestErasure(asked, store, ids)).kind).toBe("requested");
    const agreed = await agreeToErasure({ erasureId: "erasure-1", by: "sue" }, store, ids.now);
    expect(agreed).toMatchObject({ kind: "erased", erased: 1 });
    const folder = join(top, "erased");
    const { plan } = await makePackage(request, folder, filled.ports);
    const lines = readFileSync(join(folder, "payloads.ndjson"), "utf8");
    expect(lines).toContain(`{"erased":${plan.checkpoint.size - 1},"index":${index}}`);
    expect(verify(folder)).toContain("Verified.");
    const before = { ...request, checkpoint: size };
    await expect(makePackage(before, join(top, "before"), filled.ports)).rejects.toThrow(
      /was erased after the checkpoint of size \d+.*Take --checkpoint \d+\./,
    );
  });

  it("leaves nothing beside its place", () => {
    expect(readdirSync(top).filter((name) => name.startsWith(".sekisho"))).toEqual([]);
  });
});

test("the log that the App serves verifies, against its key and a checkpoint that was kept", async () => {
  await filled.store.records.append([rotated(null, vkey, { by: "test", because: "first" })]);
  const ledger = new ServedLedger({ store: filled.store });
  const server = createServer(async (request, response) => {
    const { status, body } = await ledger.answer((request.url ?? "").slice("/ledger/".length));
    response.writeHead(status).end(body);
  });
  await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
  const address = `http://127.0.0.1:${(server.address() as AddressInfo).port}/ledger`;
  const answer = await said(["--log", address, "--key", vkey, "--checkpoint", kept]);
  const stranger = newSigningKey("sekisho.example.com/ledger").verifier.text;
  const other = await said(["--log", address, "--key", stranger]);
  server.close();
  expect(answer).toMatch(/^0\n/);
  expect(answer).toContain("✓ Checkpoints of yours: 1, all of this very log");
  expect(other).toMatch(/^1\n[\s\S]*no key of yours/);
});
