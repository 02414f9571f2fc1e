import { execFileSync } from "node:child_process";
import fs from "node:fs";
import path from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { claimFolder, type OwnFolder } from "../../../src/git/mirrors/own-folder.ts";
import { temporaryFolder } from "../../../src/git/temporary-repository.ts";

let shared: string;
const claimed: OwnFolder[] = [];
beforeEach(() => {
  shared = path.join(temporaryFolder(), "mirrors");
});
afterEach(() => {
  for (const own of claimed.splice(0)) own.release();
  fs.rmSync(path.dirname(shared), { recursive: true, force: true });
});

function claim(): OwnFolder {
  const own = claimFolder(shared);
  claimed.push(own);
  return own;
}

/** A folder of somebody's, last seen so many seconds ago. */
function folderOf(name: string, silentSeconds: number, file = "kept"): string {
  const folder = path.join(shared, name);
  fs.mkdirSync(folder, { recursive: true });
  fs.writeFileSync(path.join(folder, file), "");
  fs.writeFileSync(path.join(folder, "alive"), "");
  const at = new Date(Date.now() - silentSeconds * 1000);
  fs.utimesSync(path.join(folder, "alive"), at, at);
  return folder;
}

/** Where we are, as the names of folders say it. */
function here(): string {
  const own = claimFolder(path.join(shared, "other"));
  own.release();
  return path.basename(own.path).split("-")[1] ?? "";
}

const elsewhere = "0123456789ab";
const keeps = (own: OwnFolder, file = "kept") => fs.existsSync(path.join(own.path, file));

describe("a folder of the mirrors", () => {
  test("is given to one only, with nobody else's eyes on it", () => {
    const [one, two] = [claim(), claim()];
    expect(one.path).not.toBe(two.path);
    expect(fs.statSync(one.path).mode & 0o077).toBe(0);
    expect([one.isHeld(), two.isHeld()]).toEqual([true, true]);
  });

  test("is taken over from a process that is gone, at once", () => {
    const pid = execFileSync("sh", ["-c", "echo $$"], { encoding: "utf8" }).trim();
    folderOf(`own-${here()}-${pid}-11111111`, 0);
    expect(keeps(claim())).toBe(true);
  });

  test("is taken over from a predecessor with our number, as in a container", () => {
    folderOf(`own-${here()}-${process.pid}-11111111`, 0);
    expect(keeps(claim())).toBe(true);
  });

  test("is left to a process that runs, unless it is silent for long", () => {
    folderOf(`own-${here()}-${process.ppid}-11111111`, 20);
    expect(keeps(claim())).toBe(false);
    folderOf(`own-${here()}-${process.ppid}-22222222`, 40);
    expect(keeps(claim())).toBe(true);
  });

  test("of another machine or container is left alone until it is silent for long", () => {
    const folder = folderOf(`own-${elsewhere}-1-11111111`, 20);
    expect(keeps(claim())).toBe(false);
    expect(fs.existsSync(folder)).toBe(true);
    folderOf(`own-${elsewhere}-2-22222222`, 40);
    expect(keeps(claim())).toBe(true);
    expect(fs.existsSync(folder)).toBe(true);
  });

  test("is the one used last where several were left; the others are removed", async () => {
    folderOf(`own-${elsewhere}-1-11111111`, 90, "oldest");
    folderOf(`own-${elsewhere}-2-22222222`, 50, "newest");
    folderOf(`own-${elsewhere}-3-33333333`, 70, "older");
    fs.mkdirSync(path.join(shared, "removed-x/y"), { recursive: true });
    const own = claim();
    expect(keeps(own, "newest")).toBe(true);
    await expect.poll(() => fs.readdirSync(shared)).toEqual([path.basename(own.path)]);
  });

  test("that was given back is free for everybody", async () => {
    const own = claim();
    fs.writeFileSync(path.join(own.path, "kept"), "");
    own.release();
    await expect.poll(() => fs.statSync(path.join(own.path, "alive")).mtimeMs).toBe(0);
    expect(keeps(claim())).toBe(true);
    expect(own.isHeld()).toBe(false);
  });

  test("is nothing that was not made for it", () => {
    for (const name of ["own-", "own-x-1-1", "somebody", "own-0123456789ab-1-11111111-x"])
      folderOf(name, 1_000);
    expect(keeps(claim())).toBe(false);
    expect(fs.readdirSync(shared)).toHaveLength(5);
  });
});
