import { chmodSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { createLedgerSigner, folderAnchor, newSigningKey } from "../../ledger/index.ts";
import { anchorIn } from "./anchoring.ts";
import { sweepAnchors } from "./anchors-sweep.ts";
import { installations, type KeptLog, keptLog } from "./testing/kept-log.ts";

const key = newSigningKey("log.example");
const told: string[] = [];
const log = {
  info: () => {},
  warn: (_: unknown, message: string) => void told.push(message),
  error: (_: unknown, message: string) => void told.push(message),
};

let folder = "";
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "sekisho-anchoring-"));
  told.length = 0;
});
afterEach(() => rmSync(folder, { recursive: true }));

async function signedLog(entries: number, from = 0) {
  const signer = createLedgerSigner([key]);
  signer.begin();
  const store: KeptLog = keptLog((head) => signer.sign(head));
  await store.records.append(installations(entries, from));
  return { store, signer, log };
}

const anchor = () => folderAnchor(folder, folder);

describe("anchoring", () => {
  it("keeps the last checkpoint, and a record of where", async () => {
    const ports = await signedLog(5);
    expect(await anchorIn(anchor(), ports)).toEqual({
      kind: "kept",
      place: `folder ${folder}`,
      size: 5,
      receipt: join(folder, "5"),
      record: {
        scope: "repository",
        repositoryId: null,
        key: `folder ${folder} 5`,
        body: {
          kind: "anchored",
          place: `folder ${folder}`,
          size: 5,
          root: ports.store.head().root,
          receipt: join(folder, "5"),
        },
      },
    });
    expect(readFileSync(join(folder, "5"), "utf8")).toBe(ports.store.checkpoints.at(-1)?.note);
    await ports.store.records.append(installations(3, 5));
    expect(await anchorIn(anchor(), ports)).toMatchObject({ kind: "kept", size: 8 });
    expect(readdirSync(folder).sort()).toEqual(["5", "8"]);
  });

  it.each([
    ["was put back to an older state", 4, 0, /has 4 entries, and folder .* has a signed checkpoint of 8/],
    ["is another, made with the right key", 12, 100, /The first 8 entries .* are not those/],
  ])("stops the signing where the log %s", async (_name, entries, from, because) => {
    await anchorIn(anchor(), await signedLog(8));
    const other = await signedLog(entries, from);
    expect(await anchorIn(anchor(), other)).toMatchObject({
      kind: "failed",
      later: false,
      why: expect.stringMatching(because),
    });
    expect(other.signer.notSigning).toMatchObject({
      kind: "stopped",
      because: expect.stringMatching(because),
    });
    expect(told).toEqual(["The ledger is not signed any more."]);
    expect(readdirSync(folder)).toEqual(["8"]);
    expect(other.signer.sign(other.store.head())).toBeNull();
  });

  it("finds that what it wrote was changed, and writes nothing more there", async () => {
    const ports = await signedLog(5);
    const first = await anchorIn(anchor(), ports);
    await ports.store.records.append(first.kind === "kept" ? [first.record] : []);
    const path = join(folder, "5");
    const note = readFileSync(path, "utf8");
    chmodSync(path, 0o644);
    writeFileSync(path, note.replace("\n5\n", "\n4\n"));
    expect(await anchorIn(anchor(), ports)).toMatchObject({
      kind: "failed",
      later: false,
      why: expect.stringMatching(/has something else under 5 than the checkpoint .* somebody changed it/),
    });
    expect(ports.signer.notSigning).toBeNull();
    expect(readdirSync(folder)).toEqual(["5"]);
    writeFileSync(path, note);
    expect(await anchorIn(anchor(), ports)).toMatchObject({ kind: "kept", size: 6 });
  });

  it("goes on where a log of another name was kept before", async () => {
    const before = await signedLog(5);
    const old = createLedgerSigner([newSigningKey("old.example")]);
    old.begin();
    writeFileSync(join(folder, "4"), old.sign(before.store.head(4)) ?? "");
    expect(await anchorIn(anchor(), before)).toMatchObject({ kind: "kept", size: 5 });
    expect(told).toEqual(["A checkpoint from before says nothing."]);
  });

  it("keeps nothing of a log that is not signed", async () => {
    const ports = await signedLog(3);
    ports.signer.stop("a reason");
    expect(await anchorIn(anchor(), ports)).toMatchObject({
      kind: "failed",
      why: expect.stringContaining("not signed"),
    });
    expect(readdirSync(folder)).toEqual([]);
  });
});

describe("the sweep of anchors", () => {
  const organisations = [
    { id: 1, account: "acme" },
    { id: 2, account: "umbrella" },
    { id: 3, account: "initech" },
  ];
  const file = (text: string) => ({ path: "sekisho.yml", text });

  it("reads where from each organisation, and goes on where one cannot be read", async () => {
    const ports = await signedLog(5);
    const notes = new Map<string, string>();
    const files: Record<string, ReturnType<typeof file> | null> = {
      acme: file(`version: 1\naudit: { anchors: [{ folder: ${folder}/a }, { folder: /elsewhere }] }\n`),
      umbrella: file("version: 1\naudit: { anchors: [{ folder: relative }] }\n"),
      initech: null,
    };
    const sweep = () =>
      sweepAnchors({
        ...ports,
        installations: async () => organisations,
        organisationFile: async (_id, account) => files[account] ?? null,
        notes: {
          get: async (name) => notes.get(name) ?? null,
          set: async (name, value) => void notes.set(name, value),
        },
        open: (place) => folderAnchor(place.kind === "folder" ? place.folder : "", folder),
      });
    const first = await sweep();
    expect(first.recovered).toEqual([`folder ${folder}/a 5`]);
    expect(first.failed).toEqual([
      "umbrella: configuration",
      expect.stringMatching(/^folder \/elsewhere: .*LEDGER_ANCHOR_FOLDER/),
    ]);
    expect(first.records.map(({ body }) => body.kind)).toEqual(["anchored"]);
    expect(readdirSync(join(folder, "a"))).toEqual(["5"]);
    // A file that cannot be read any more leaves the places as they were.
    files["acme"] = file("version: 2");
    await ports.store.records.append(installations(1, 5));
    expect((await sweep()).recovered).toEqual([`folder ${folder}/a 6`]);
  });
});
