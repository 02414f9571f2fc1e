import { writeFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { verify } from "../../verifier/verify.mjs";
import { key, pinned, said, scratch, stranger, whole, written } from "./harness.ts";
import { checkpointOf, logOf, servedLog } from "./log.ts";
import { resealed } from "./package.ts";
import { story } from "./story.ts";
import { rootOf } from "./tree.ts";
import { tryMutations } from "./try-mutations.ts";

function flip(files: Map<string, Buffer>, path: string): void {
  const bytes = Buffer.from(files.get(path) ?? "");
  bytes.writeUInt8(bytes.readUInt8(7) ^ 1, 7);
  files.set(path, bytes);
}

/** Takes the first entry out of a bundle. */
function cutFirst(files: Map<string, Buffer>, path: string): void {
  const bytes = files.get(path) ?? Buffer.alloc(2);
  files.set(path, bytes.subarray(2 + bytes.readUInt16BE(0)));
}

describe("a served log", () => {
  const long = logOf(story(80));
  const served = () => new Map(servedLog(long, [key]));
  const check = (files: ReadonlyMap<string, Buffer>, ...words: readonly string[]) =>
    said(["--log", written(files), ...words]);

  test("verifies, and against a kept checkpoint", async () => {
    const kept = join(scratch, "kept-300");
    writeFileSync(kept, checkpointOf(long, 300, [key]));
    expect(await check(served(), ...pinned, "--checkpoint", kept)).toMatch(
      /^0\n[\s\S]*✓ Tiles: 4 computed again/,
    );
  });

  test.each<[string, string, (files: Map<string, Buffer>) => unknown]>([
    [
      "a flipped byte in a tile",
      "tile/0/000 is not what the entries come to",
      (files) => flip(files, "tile/0/000"),
    ],
    ["a missing tile", "tile/1/000.p/2 is not there", (files) => files.delete("tile/1/000.p/2")],
    [
      "an entry that was dropped",
      "(index) is «1», and has to be «0»",
      (files) => cutFirst(files, "tile/entries/000"),
    ],
    [
      "bytes behind the last entry",
      "tile/entries/000 ends within entry 255, or goes on after it",
      (files) =>
        files.set(
          "tile/entries/000",
          Buffer.concat([files.get("tile/entries/000") as Buffer, Buffer.from("x")]),
        ),
    ],
    [
      "a checkpoint of another log",
      "keys.json is of the log sekisho.example.com/ledger, not of other.example",
      (files) => files.set("checkpoint", Buffer.from(checkpointOf(long, 300, [key], "other.example"))),
    ],
    [
      "a checkpoint that a stranger signed",
      "is not a key of this log",
      (files) => files.set("checkpoint", Buffer.from(checkpointOf(long, long.texts.length, [stranger]))),
    ],
    [
      "a file that belongs to nothing",
      "tile/0/009 is there and not listed",
      (files) => files.set("tile/0/009", Buffer.from("x")),
    ],
  ])("%s: found", async (_, words, edit) => {
    const files = served();
    edit(files);
    const answer = await check(files, ...pinned);
    expect(answer).toMatch(/^1\n/);
    expect(answer).toContain(words);
  });

  test("that was forked, or set back, is found by a kept checkpoint", async () => {
    const root = `300:${rootOf(long.hashes.slice(0, 300))}`;
    const fork = logOf(story(81));
    expect(await check(servedLog(fork, [key]), "--root", root)).toContain(
      "the first 300 entries give the root",
    );
    const back = logOf(story(80).slice(0, 200));
    expect(await check(servedLog(back, [key]), "--root", root)).toContain("the log was set back");
  });
});

test("150 changes of packages and logs, drawn by a seed, are all detected", async () => {
  const { tried, missed } = await tryMutations({
    folder: join(scratch, "mutations"),
    count: 150,
    seed: 20_260_201,
  });
  expect([tried, missed]).toEqual([150, []]);
}, 120_000);

test("a server that never ends an answer is not listened to for ever", async () => {
  const server = createServer((_, response) => {
    const more = () => {
      while (response.write(Buffer.alloc(64 * 1024)));
    };
    response.on("drain", more);
    more();
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  try {
    const { code, problem } = await verify(["--log", `http://127.0.0.1:${port}/`]);
    expect([code, problem]).toEqual([2, expect.stringContaining("more than 17825792 bytes")]);
  } finally {
    server.closeAllConnections();
    server.close();
  }
});

describe("what cannot be read", () => {
  test.each([
    [["/nowhere/at/all"], "There is no manifest.json"],
    [["--log", "/nowhere/at/all"], "There is no file `checkpoint`"],
    [["--log", "http://127.0.0.1:9/"], "cannot be read"],
    [["--key", "nonsense"], "NAME+ID+KEY"],
    [["--key"], "--key is «», and has to be NAME+ID+KEY"],
    [["--checkpoint"], "--checkpoint is «», and has to be FILE"],
    [["--root", "1:2"], "SIZE:ROOT"],
    [["--lang", "fr"], "en, ja"],
    [["--unknown"], "There is no option --unknown"],
    [["one", "two"], "«two» is one more"],
  ])("%s ends with 2 and a sentence", async (words, sentence) => {
    const { code, out, problem } = await verify(words);
    expect([code, out, problem]).toEqual([2, "", expect.stringContaining(sentence)]);
  });

  test.each(["", "{}", "[", "null\n", '{"format":1}\n', "\u0000", "[".repeat(200_000), `"${"\\ud800"}"\n`])(
    "a manifest of %j is refused, and nothing is thrown",
    async (text) => {
      const files = whole().set("manifest.json", Buffer.from(text));
      expect((await verify([written(files)])).code).toBe(1);
    },
  );

  const recomputed = [...whole().keys()].filter((path) => !/manifest|html|README|verify/.test(path));
  const rubbish = [Buffer.from([0xff, 0xfe, 0, 10]), Buffer.from("{}\n")];

  test.each(recomputed)("%s full of garbage is refused, also if it is signed", async (path) => {
    for (const garbage of rubbish) {
      const { code } = await verify([written(resealed(whole().set(path, garbage), key))]);
      expect(code).toBe(1);
    }
  });

  test("a signature full of garbage is refused", async () => {
    for (const garbage of [...rubbish, Buffer.alloc(0)])
      expect((await verify([written(whole().set("manifest.sig", garbage))])).code).toBe(1);
  });
});
