import { type ChildProcess, spawn } from "node:child_process";
import { randomUUID } from "node:crypto";
import { once } from "node:events";
import { mkdtemp, readdir, readFile, rm, utimes, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { FolderInUse, type FolderLock, lockFolder } from "./folder-lock.ts";

describe("a folder's lock", () => {
  let folder: string;
  const children: ChildProcess[] = [];
  const locks: FolderLock[] = [];
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), "sekisho-lock-"));
  });
  afterEach(async () => {
    for (const child of children.splice(0)) child.kill("SIGKILL");
    for (const lock of locks.splice(0)) await lock.release();
    await rm(folder, { recursive: true, force: true });
  });

  const take = async (patienceMs?: number) => {
    const lock = await lockFolder(folder, patienceMs);
    locks.push(lock);
    return lock;
  };
  const files = () => join(folder, "lock");
  /** A lock file as another process would have left it. */
  const leave = async (fields: object, id = randomUUID()) => {
    const lock = await lockFolder(folder);
    const [own = ""] = (await readdir(files())).filter((name) => !name.includes("."));
    const text = JSON.stringify({ ...JSON.parse(await readFile(join(files(), own), "utf8")), ...fields });
    await lock.release();
    await writeFile(join(files(), id), text);
    await writeFile(join(files(), `${id}.has`), "");
    return join(files(), id);
  };
  const holdElsewhere = async () => {
    const script = `
      const { lockFolder } = await import(${JSON.stringify(new URL("./folder-lock.ts", import.meta.url).href)});
      await lockFolder(${JSON.stringify(folder)});
      console.log("held");
      setInterval(() => {}, 1000);`;
    const child = spawn(process.execPath, ["--input-type=module", "-e", script], {
      stdio: ["ignore", "pipe", "inherit"],
    });
    children.push(child);
    await once(child.stdout, "data");
    return child;
  };

  it("is held by one, and free again when it is released", async () => {
    const lock = await take();
    await expect(lockFolder(folder)).rejects.toThrow(FolderInUse);
    await lock.release();
    await take();
    expect(await readdir(files())).toHaveLength(2);
  });

  it("names the process that has it, and what to do", async () => {
    const child = await holdElsewhere();
    const error = await lockFolder(folder).catch((caught) => caught);
    expect(error).toBeInstanceOf(FolderInUse);
    expect(error.pid).toBe(child.pid);
    expect(error.message).toContain(`in use by process ${child.pid}`);
    expect(error.message).toContain("Stop that process, name another folder, or set DATABASE_URL");
  });

  it("is taken over at once from a process that was killed", async () => {
    const child = await holdElsewhere();
    child.kill("SIGKILL");
    await once(child, "exit");
    const asked = performance.now();
    await take();
    expect(performance.now() - asked).toBeLessThan(1_000);
    expect(await readdir(files())).toHaveLength(2);
  });

  it("is taken over from a process whose id another has by now", async () => {
    await leave({ started: "1" });
    await take();
  });

  it("is taken over where a crash of the machine left an empty file", async () => {
    await writeFile(await leave({}), "");
    await take(100);
  });

  it("of another container is respected while that container touches it, and not afterwards", async () => {
    const path = await leave({ pid: 1, space: "another-container pid:[1] boot" });
    const touching = setInterval(() => utimes(path, new Date(), new Date()).catch(() => {}), 200);
    await expect(lockFolder(folder)).rejects.toThrow("in use by process 1 (another-container)");
    clearInterval(touching);
    await take(1_200);
  });

  it("goes to exactly one of many who find it stale", async () => {
    for (let round = 0; round < 20; round++) {
      await leave({ pid: 999_999_999, started: "1" });
      const results = await Promise.allSettled(Array.from({ length: 8 }, () => lockFolder(folder)));
      const winners = results.filter((result) => result.status === "fulfilled");
      expect(winners).toHaveLength(1);
      for (const { value } of winners) await value.release();
      expect(await readdir(files())).toEqual([]);
    }
  });
});
