import { mkdirSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { canonicalJson } from "../../src/model/digest.ts";
import { verify } from "../../verifier/verify.mjs";
import {
  entries,
  key,
  log,
  pinned,
  replaced,
  scratch,
  size,
  stranger,
  verdict,
  whole,
  written,
} from "./harness.ts";
import { checkpointOf, keyOf, logOf, type TestEntry } from "./log.ts";
import { type Package, packageOf, resealed } from "./package.ts";
import { rootOf } from "./tree.ts";

describe("a package that is as it was written", () => {
  test("verifies, also against a key, checkpoints and roots that the auditor has from elsewhere", async () => {
    const file = join(scratch, "checkpoint-31");
    writeFileSync(file, checkpointOf(log, 31, [key]));
    const root = `20:${rootOf(log.hashes.slice(0, 20))}`;
    const answer = await verdict(whole(), ...pinned, "--checkpoint", file, "--root", root);
    expect(answer).toMatch(/^0\n/);
    expect(answer).toContain("✓ Checkpoints of yours: 2, all of this very log");
    expect(answer).not.toContain("!");
  });

  test("says what is not proven where nothing from elsewhere was given", async () => {
    const answer = await verdict(whole());
    expect(answer).toMatch(/^0\n/);
    expect(answer).toContain("! The keys are those that the package or the log itself brings.");
    expect(answer).toContain("! No checkpoint from elsewhere was given");
  });

  test("verifies with a range that begins within the log, and says so in Japanese", async () => {
    const answer = await verdict(packageOf({ log, key, from: 1, checkpoints: [1, 20] }), "--lang", "ja");
    expect(answer).toMatch(/^0\n/);
    expect(answer).toContain("検証できました");
  });

  test.each([["all"], [null]] as const)("verifies with a sample of %s", async (sample) => {
    expect(await verdict(packageOf({ log, key, sample }))).toMatch(/^0\n/);
  });

  test("verifies where a decision was erased, and refuses an erasure that nobody recorded", async () => {
    const index = entries.findIndex(({ kind }) => kind === "pull/push-seen");
    const told: TestEntry = {
      ...(entries.at(-1) as TestEntry),
      kind: "repository/erased",
      body: { kind: "erased", indexes: [index], because: "asked", by: ["a", "b"], erasureId: "E-1" },
    };
    const longer = logOf([...entries, told]);
    const erased = new Map([[index, size]]);
    expect(await verdict(packageOf({ log: longer, key, erased }))).toMatch(
      /^0\n[\s\S]*erased, with the entry that says so: 1/,
    );
    const other = new Map([[index + 2, size]]);
    expect(await verdict(packageOf({ log: longer, key, erased: other }))).toContain(
      `entry ${index + 2} is said to be erased by entry ${size}, which does not say so`,
    );
  });

  test("verifies without a report that an entry says was erased", async () => {
    const report = [...whole().keys()].find((path) => path.startsWith("blobs/")) ?? "";
    const blobs = [report.slice("blobs/".length)];
    const body = { kind: "erased", indexes: [], blobs, because: "asked", by: ["a", "b"], erasureId: "E-1" };
    const told: TestEntry = { ...(entries.at(-1) as TestEntry), kind: "repository/erased", body };
    const files = packageOf({ log: logOf([...entries, told]), key });
    files.delete(report);
    expect(await verdict(resealed(files, key))).toMatch(/^0\n/);
  });

  test("verifies over a rotation of keys by a pinned old key, if both signed one checkpoint", async () => {
    const next = keyOf("two");
    const rotated = (both: boolean) => {
      const files = packageOf({ log, key: next, checkpoints: [31] });
      files.set("log/checkpoints/31", Buffer.from(checkpointOf(log, 31, both ? [key, next] : [key])));
      const keys = [
        { from: 0, to: 31, vkey: key.vkey },
        { from: 31, to: null, vkey: next.vkey },
      ];
      files.set("log/keys.json", Buffer.from(`${canonicalJson(keys)}\n`));
      return resealed(files, next);
    };
    expect(await verdict(rotated(true), ...pinned)).toMatch(/^0\n/);
    const answer = await verdict(rotated(false), ...pinned);
    expect(answer).toMatch(/^1\n[\s\S]*no key of yours, or one that it vouched for, signed/);
  });
});

describe("whoever edits a package without the key", () => {
  test.each<[string, string, (files: Package) => unknown]>([
    [
      "changes a byte",
      "is not the file that was listed",
      (files) => replaced(files, "README.md", (text) => text.replace("R", "r")),
    ],
    ["takes a file away", "waivers.ndjson is not there", (files) => files.delete("waivers.ndjson")],
    [
      "adds a file",
      "blobs/extra is there and not listed",
      (files) => files.set("blobs/extra", Buffer.from("x")),
    ],
    [
      "adds a file of the system",
      ".DS_Store is there and not listed",
      (files) => files.set(".DS_Store", Buffer.from("x")),
    ],
    [
      "edits the manifest",
      "manifest.sig is not over this manifest.json",
      (files) => replaced(files, "manifest.json", (text) => text.replace("0.1.0", "0.1.1")),
    ],
    [
      "writes the manifest in another way",
      "manifest.json is not canonical JSON",
      (files) => replaced(files, "manifest.json", (text) => text.replace(":", ": ")),
    ],
    [
      "names a field twice",
      "manifest.json is not canonical JSON",
      (files) =>
        replaced(files, "manifest.json", (text) => text.replace('"format"', '"format":"x","format"')),
    ],
    ["signs with another key", "key of this log at that size", (files) => resealed(files, stranger)],
    ["leaves the signature out", "manifest.sig is not there", (files) => files.delete("manifest.sig")],
  ])("%s: found", async (_, words, edit) => {
    const files = whole();
    edit(files);
    const answer = await verdict(files, ...pinned);
    expect(answer).toMatch(/^1\n/);
    expect(answer).toContain(words);
    expect(answer).toContain("Why it matters:");
    expect(answer).toContain("What to do:");
  });

  test("puts a link in the place of a file: found, and not followed", async () => {
    const files = whole();
    files.delete("README.md");
    const folder = written(files);
    symlinkSync("/etc/passwd", join(folder, "README.md"));
    const { code, out } = await verify([folder]);
    expect([code, out]).toEqual([1, expect.stringContaining("README.md is a link or a device")]);
  });

  test.each(["manifest.json", "manifest.sig", "payloads.ndjson"])(
    "puts a device without an end in the place of %s: found, and not read",
    async (path) => {
      const files = whole();
      files.delete(path);
      const folder = written(files);
      symlinkSync("/dev/zero", join(folder, path));
      const { code, out } = await verify([folder]);
      expect([code, out]).toEqual([1, expect.stringContaining(`${path} is a link or a device`)]);
    },
  );

  test("edits a content: told of it alone, and of what cannot be compared for that", async () => {
    const files = whole();
    replaced(files, "payloads.ndjson", (text) => text.replace('"kind":"merged"', '"kind":"marged"'));
    const answer = await verdict(files);
    expect(answer).toMatch(/✗ Contents\n.*recorded: its digest is/);
    expect(answer).toContain("– Lists: cannot be compared, because contents");
    expect(answer).toContain("failed: approvals.ndjson\n");
    expect(answer).toMatch(/^1\n[\s\S]*: 2 failures in 2 checks/m);
  });

  test("takes a content out: those behind it are not wrong for that", async () => {
    const files = whole();
    replaced(files, "payloads.ndjson", (text) => text.replace(/^\{"index":9,.*\n/m, ""));
    expect(await verdict(files)).toMatch(/: 2 failures in 2 checks/);
  });

  test("adds an empty folder: found", async () => {
    const folder = written(whole());
    mkdirSync(join(folder, "empty"));
    expect((await verify([folder])).out).toContain("empty/ is there and not listed");
  });
});
