import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { sha256Hex } from "../../src/model/digest.ts";
import type { JsonObject } from "../../src/model/json.ts";
import { entries, key, log, pinned, replaced, scratch, size, stranger, verdict, whole } from "./harness.ts";
import { checkpointOf, logOf, noteOf, origin, type TestEntry } from "./log.ts";
import { type Package, packageOf, resealed } from "./package.ts";
import { rootOf } from "./tree.ts";

/** Writes entries of another log into a package, with all that follows from them. */
const forged = (change: (all: TestEntry[]) => void) => {
  const all = [...entries];
  change(all);
  return packageOf({ log: logOf(all), key, checkpoints: [5, 31] });
};

describe("whoever has the key", () => {
  test.each<[string, string, (files: Package) => unknown]>([
    [
      "drops an entry",
      "log/entries.ndjson:10 (index) is «10», and has to be «9»",
      (files) => replaced(files, "log/entries.ndjson", (text) => text.replace(/^.*"index":9,.*\n/m, "")),
    ],
    [
      "drops the last entry",
      "ends before entry",
      (files) => replaced(files, "log/entries.ndjson", (text) => text.replace(/[^\n]*\n$/, "")),
    ],
    [
      "doubles an entry",
      "log/entries.ndjson:11 (index) is «9», and has to be «10»",
      (files) => replaced(files, "log/entries.ndjson", (text) => text.replace(/^.*"index":9,.*\n/m, "$&$&")),
    ],
    [
      "swaps two entries",
      "log/entries.ndjson:10 (index) is «10», and has to be «9»",
      (files) =>
        replaced(files, "log/entries.ndjson", (text) => text.replace(/^(.*"index":9,.*\n)(.*\n)/m, "$2$1")),
    ],
    [
      "sets a clock back",
      "and the entry before it of",
      (files) =>
        replaced(files, "log/entries.ndjson", (text) =>
          text.replace(/("at":")2026(.*"index":9,)/, "$12025$2"),
        ),
    ],
    [
      "changes a leaf",
      "the first 62 entries give the root".replace("62", String(size)),
      (files) =>
        replaced(files, "log/entries.ndjson", (text) =>
          text.replace('"kind":"repository/alert"', '"kind":"repository/alerx"'),
        ),
    ],
    [
      "exchanges a content",
      "recorded: its digest is",
      (files) => replaced(files, "payloads.ndjson", (text) => text.replace("@outage", "@outrage")),
    ],
    [
      "leaves a content out",
      "is not the content of entry 9 (pull/",
      (files) => replaced(files, "payloads.ndjson", (text) => text.replace(/^\{"index":9,.*\n/m, "")),
    ],
    [
      "leaves a row out of a list",
      "approvals.ndjson:1 is «",
      (files) => replaced(files, "approvals.ndjson", (text) => text.replace(/^.*\n/, "")),
    ],
    [
      "embellishes a row",
      "emergency.csv:2 is «",
      (files) => replaced(files, "emergency.csv", (text) => text.replace("'@outage", "planned")),
    ],
    [
      "adds a row",
      "incidents.csv:4 follows from no entry",
      (files) => replaced(files, "incidents.csv", (text) => `${text}9,x\r\n`),
    ],
    [
      "leaves a decision out",
      "decisions.ndjson:1 is «",
      (files) => replaced(files, "decisions.ndjson", (text) => text.replace(/^.*\n/, "")),
    ],
    [
      "takes another sample",
      "they are others",
      (files) => replaced(files, "proofs/inclusion.ndjson", (text) => text.replace(/^.*\n/, "")),
    ],
    [
      "leaves a commit out",
      "(ordinal) is «4», and has to be «3»",
      (files) => replaced(files, "population.csv", (text) => text.replace(/^42.*"?main,3,.*\r\n/m, "")),
    ],
    [
      "explains a commit otherwise",
      "says something else",
      (files) => replaced(files, "population.csv", (text) => text.replace(/(main,3,.*,decision,)3,/, "$14,")),
    ],
    [
      "edits a sum",
      "reconciliation.json",
      (files) =>
        replaced(files, "reconciliation.json", (text) =>
          text.replaceAll('"unexplained":0', '"unexplained":1'),
        ),
    ],
    [
      "exchanges a report",
      "has a name that is not the digest",
      (files) =>
        files.set([...files.keys()].find((path) => path.startsWith("blobs/")) ?? "", Buffer.from("other")),
    ],
    [
      "leaves a report out",
      "is named by an entry and not there",
      (files) => files.delete([...files.keys()].find((path) => path.startsWith("blobs/")) ?? ""),
    ],
    [
      "leaves the settings out",
      "is named by an entry and not there",
      (files) => files.delete(`config/${sha256Hex("version: 1\n")}`),
    ],
    [
      "adds a file of its own",
      "which is no path of a package",
      (files) => files.set("notes.txt", Buffer.from("x")),
    ],
    [
      "leaves a path outside in the manifest",
      "no path of a package",
      (files) => files.set("../outside", Buffer.from("x")),
    ],
    [
      "changes a proof",
      "does not continue",
      (files) =>
        replaced(files, "proofs/consistency.ndjson", (text) => text.replace(/"proof":\["../, '"proof":["00')),
    ],
    [
      "changes a proof of the sample",
      "does not lead from entry",
      (files) =>
        replaced(files, "proofs/inclusion.ndjson", (text) => text.replace(/"proof":\["../, '"proof":["00')),
    ],
    [
      "takes a checkpoint of another log",
      "is of the log other.example",
      (files) => files.set("log/checkpoints/31", Buffer.from(checkpointOf(log, 31, [key], "other.example"))),
    ],
    [
      "signs a checkpoint over another root",
      "the first 31 entries give the root",
      (files) =>
        files.set(
          "log/checkpoints/31",
          Buffer.from(
            noteOf(`${origin}\n31\n${Buffer.from(sha256Hex("x"), "hex").toString("base64")}\n`, [key]),
          ),
        ),
    ],
  ])("%s: found", async (_, words, edit) => {
    const files = whole();
    edit(files);
    const answer = await verdict(resealed(files, key), ...pinned);
    expect(answer).toMatch(/^1\n/);
    expect(answer).toContain(words);
  });

  test.each<[string, string, (said: JsonObject) => JsonObject]>([
    [
      "edits a control total",
      "manifest.json (controlTotals) is «",
      (said) => ({ ...said, controlTotals: { entries: 1 } }),
    ],
    [
      "edits the query",
      "manifest.json (queryDigest) is «",
      (said) => ({ ...said, query: { ...(said["query"] as JsonObject), seed: "t" } }),
    ],
    [
      "edits the period",
      "are not the ends of the dates",
      (said) => ({ ...said, period: { from: "2026-02-01T15:00:00.000Z", to: "2026-02-28T15:00:00.000Z" } }),
    ],
    [
      "adds a field",
      "has a field that is missing, unknown, or not what it has to be: more",
      (said) => ({ ...said, more: 1 }),
    ],
  ])("%s: found", async (_, words, edit) => {
    const answer = await verdict(resealed(whole(), key, edit), ...pinned);
    expect(answer).toMatch(/^1\n/);
    expect(answer).toContain(words);
  });

  test("leaves a commit out, and closes the gap that it leaves: found, also behind a row that names no entry", async () => {
    const files = packageOf({ log, key, sample: null });
    const text = String(files.get("population.csv")).split("\r\n");
    const [header = "", first = "", second = "", third = "", ...later] = text;
    const [nowhere, before, left] = [first.split(","), second.split(","), third.split(",")];
    const index = left[14];
    nowhere[14] = "";
    const closed = later.map((line) =>
      line
        .replace(/main,(\d+),/, (_, ordinal) => `main,${Number(ordinal) - 1},`)
        .replace(left[4] ?? "", before[4] ?? ""),
    );
    files.set("population.csv", Buffer.from([header, nowhere.join(","), second, ...closed].join("\r\n")));
    const count = later.length + 1;
    replaced(files, "reconciliation.json", (sums) =>
      sums
        .replaceAll(`"commits":${count + 1}`, `"commits":${count}`)
        .replaceAll(`"decision":${count + 1}`, `"decision":${count}`)
        .replace(
          /("closing":\{[^}]*"ordinal":)(\d+)/,
          (_, start, ordinal) => `${start}${Number(ordinal) - 1}`,
        ),
    );
    const answer = await verdict(resealed(files, key), ...pinned);
    expect(answer).toContain(
      `entry ${index} records the commit ${left[4]} of main, and population.csv leaves it out`,
    );
    expect(answer).toMatch(/✗ Population\n.*\n +Why/);
  });

  test("has a witness sign a checkpoint, too: refused, unless its key is given", async () => {
    const files = whole().set("log/checkpoints/31", Buffer.from(checkpointOf(log, 31, [key, stranger])));
    resealed(files, key);
    expect(await verdict(files, ...pinned)).toMatch(/^1\n[\s\S]*not a key of this log at that size/);
    expect(await verdict(files, ...pinned, "--key", stranger.vkey)).toMatch(/^0\n/);
  });

  test("has a kept checkpoint that a witness signed, too: taken for the log's signature, and for that alone", async () => {
    const kept = join(scratch, "witnessed");
    writeFileSync(kept, checkpointOf(log, 31, [stranger, key]));
    expect(await verdict(whole(), ...pinned, "--checkpoint", kept)).toMatch(/^0\n/);
    writeFileSync(kept, checkpointOf(log, 31, [stranger]));
    expect(await verdict(whole(), ...pinned, "--checkpoint", kept)).toMatch(
      /^1\n[\s\S]*not a key of this log/,
    );
  });

  test("ends lines in another way: told by what differs", async () => {
    const files = replaced(whole(), "access.csv", (text) => text.replace("\r\n", "\n"));
    expect(await verdict(resealed(files, key))).toMatch(/access.csv:1 is «.*who,id\\n», .*«.*who,id\\r\\n»/);
  });

  test("begins the range within the period: found", async () => {
    expect(await verdict(packageOf({ log, key, from: 20 }))).toContain("is not before the period");
  });

  test("forks the log: only a checkpoint from elsewhere tells, and it does", async () => {
    const fork = forged((all) => all.splice(12, 1));
    expect(await verdict(fork, ...pinned)).toMatch(/^0\n/);
    const kept = join(scratch, "kept");
    writeFileSync(kept, checkpointOf(log, 31, [key]));
    expect(await verdict(fork, "--checkpoint", kept)).toMatch(
      /^1\n[\s\S]*✗ Checkpoints of yours\n.*the first 31 entries give the root/,
    );
    expect(await verdict(fork, "--root", `30:${rootOf(log.hashes.slice(0, 30))}`)).toMatch(/^1\n/);
  });

  test("sets the log back: a later checkpoint tells", async () => {
    const back = packageOf({ log: logOf(entries.slice(0, 40)), key });
    const root = `${size}:${rootOf(log.hashes)}`;
    expect(await verdict(back, "--root", root)).toContain(
      "it is older than what you hold, or the log was set back",
    );
  });

  test("says that the anchored checkpoint was another: found", async () => {
    const answer = await verdict(
      forged((all) => {
        const anchored = { kind: "anchored", place: "folder", receipt: "/a", root: sha256Hex("x"), size: 31 };
        all.push({ ...(all.at(-1) as TestEntry), kind: "repository/anchored", body: anchored });
      }),
    );
    expect(answer).toMatch(/^1\n[\s\S]*says that a checkpoint of 31 entries with the root/);
  });
});
