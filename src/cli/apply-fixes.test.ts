import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { directoryTree } from "../git/index.ts";
import type { LineEdit } from "../model/repair.ts";
import { applyFixes } from "./apply-fixes.ts";
import { UsageError } from "./usage.ts";

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "sekisho-fixes-"));
  mkdirSync(join(folder, "k8s"));
  writeFileSync(join(folder, "k8s/a.yaml"), "a: 1\r\nb: 2\r\nc: 3\r\n", { mode: 0o640 });
  writeFileSync(join(folder, "k8s/b.yaml"), "a: 1\n");
});

afterEach(() => rmSync(folder, { recursive: true }));

function edit(
  path: string,
  startLine: number,
  before: readonly string[],
  after: readonly string[],
): LineEdit {
  return { path, startLine, before, after, fingerprints: [] };
}

const text = (path: string) => readFileSync(join(folder, path), "utf8");

describe("fixes that are applied", () => {
  it("are written into their lines, several of one file too, and touch nothing else", async () => {
    const edits = [
      edit("k8s/a.yaml", 1, ["a: 1\r"], ["a: 9\r"]),
      edit("k8s/a.yaml", 3, [], ["x: 1\r", "y: 2\r"]),
      edit("k8s/b.yaml", 1, ["a: 1"], []),
    ];
    expect(await applyFixes(edits, await directoryTree(folder), folder)).toBe(2);
    expect(text("k8s/a.yaml")).toBe("a: 9\r\nb: 2\r\nx: 1\r\ny: 2\r\nc: 3\r\n");
    expect(text("k8s/b.yaml")).toBe("");
    expect(readdirSync(join(folder, "k8s")).toSorted()).toEqual(["a.yaml", "b.yaml"]);
  });

  it.each<[string, () => void]>([
    ["was changed since", () => writeFileSync(join(folder, "k8s/b.yaml"), "a: 2\n")],
    ["is gone", () => rmSync(join(folder, "k8s/b.yaml"))],
    [
      "became a link, even to the same bytes",
      () => {
        writeFileSync(join(folder, "other.yaml"), "a: 1\n");
        rmSync(join(folder, "k8s/b.yaml"));
        symlinkSync("../other.yaml", join(folder, "k8s/b.yaml"));
      },
    ],
  ])("are not written at all where a file %s", async (_, happens) => {
    const tree = await directoryTree(folder);
    const before = text("k8s/a.yaml");
    const edits = [edit("k8s/a.yaml", 1, ["a: 1\r"], ["a: 9\r"]), edit("k8s/b.yaml", 1, ["a: 1"], ["a: 9"])];
    const held = {
      ...tree,
      read: async () =>
        new Map([
          ["k8s/a.yaml", Buffer.from(before)],
          ["k8s/b.yaml", Buffer.from("a: 1\n")],
        ]),
    };
    happens();
    await expect(applyFixes(edits, held, folder)).rejects.toThrow(UsageError);
    expect(text("k8s/a.yaml")).toBe(before);
  });

  it("are not written through a folder that leads out", async () => {
    const outside = mkdtempSync(join(tmpdir(), "sekisho-outside-"));
    writeFileSync(join(outside, "b.yaml"), "a: 1\n");
    const tree = {
      ...(await directoryTree(folder)),
      read: async () => new Map([["k8s/b.yaml", Buffer.from("a: 1\n")]]),
    };
    rmSync(join(folder, "k8s"), { recursive: true });
    symlinkSync(outside, join(folder, "k8s"));
    await expect(applyFixes([edit("k8s/b.yaml", 1, ["a: 1"], ["a: 9"])], tree, folder)).rejects.toThrow(
      UsageError,
    );
    expect(readFileSync(join(outside, "b.yaml"), "utf8")).toBe("a: 1\n");
    rmSync(outside, { recursive: true });
  });
});
