import {
  chmodSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { folderAnchor } from "./folder.ts";

let allowed = "";
beforeEach(() => {
  allowed = mkdtempSync(join(tmpdir(), "sekisho-anchors-"));
});
afterEach(() => rmSync(allowed, { recursive: true }));

const anchor = (name = "log") => folderAnchor(join(allowed, name), allowed);

describe("anchors in a folder", () => {
  it("keeps each checkpoint in a file of its own that is only read from then on", async () => {
    expect(await anchor().sizes()).toEqual([]);
    for (const size of [12, 3, 100]) {
      expect(await anchor().write(size, `note — ${size}\n`)).toEqual({
        receipt: join(allowed, "log", `${size}`),
      });
    }
    writeFileSync(join(allowed, "log", "notes.txt"), "");
    expect(await anchor().sizes()).toEqual([3, 12, 100]);
    expect(Buffer.from((await anchor().read(3)) ?? []).toString()).toBe("note — 3\n");
    expect(statSync(join(allowed, "log", "3")).mode & 0o777).toBe(0o444);
    expect(await anchor().read(4)).toBeNull();
  });

  it("never replaces one, and leaves nothing half written beside it", async () => {
    await anchor().write(7, "one\n");
    await anchor().write(7, "one\n");
    await expect(anchor().write(7, "two\n")).rejects.toMatchObject({
      code: "taken",
      message: expect.stringMatching(/another checkpoint of size 7\. It is left as it is/),
    });
    expect(readFileSync(join(allowed, "log", "7"), "utf8")).toBe("one\n");
    expect(readdirSync(join(allowed, "log"))).toEqual(["7"]);
  });

  it("writes nowhere but in the folder that whoever runs the server allows", async () => {
    const outside = mkdtempSync(join(tmpdir(), "sekisho-outside-"));
    try {
      symlinkSync(outside, join(allowed, "link"));
      const tries = [
        folderAnchor("/etc", allowed),
        folderAnchor(`${allowed}-other`, allowed),
        folderAnchor(join(allowed, "log"), null),
        folderAnchor(join(allowed, "link"), allowed),
      ];
      for (const each of tries) {
        await expect(each.write(1, "x\n")).rejects.toMatchObject({
          code: "unusable",
          message: expect.stringContaining("LEDGER_ANCHOR_FOLDER"),
        });
        await expect(each.read(1)).rejects.toMatchObject({ code: "unusable" });
      }
      expect(readdirSync(outside)).toEqual([]);
      await expect(folderAnchor("/nowhere/log", "/nowhere").sizes()).rejects.toThrow(/which is not there/);
    } finally {
      rmSync(outside, { recursive: true });
    }
  });

  it("may write into the allowed folder itself", async () => {
    await folderAnchor(allowed, allowed).write(1, "x\n");
    expect(await folderAnchor(allowed, allowed).sizes()).toEqual([1]);
  });

  it("says that something is in its way", async () => {
    writeFileSync(join(allowed, "file"), "");
    await expect(anchor("file").write(1, "x\n")).rejects.toMatchObject({ name: "AnchorError" });
    mkdirSync(join(allowed, "log"));
    writeFileSync(join(allowed, "log", "5"), "x".repeat(200_000));
    chmodSync(join(allowed, "log", "5"), 0o444);
    await expect(anchor().read(5)).rejects.toThrow(/larger than any checkpoint/);
  });
});
