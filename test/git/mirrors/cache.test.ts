import { type ChildProcess, fork } from "node:child_process";
import fs from "node:fs";
import path from "node:path";
import { afterEach, describe, expect, test } from "vitest";
import type { MirrorSource, Want } from "../../../src/git/index.ts";
import { type Estate, newEstate, simplePull, textOf } from "./estate.ts";

const estates: Estate[] = [];
afterEach(async () => {
  for (const estate of estates.splice(0)) await estate.close();
});

async function estateOf(...options: Parameters<typeof newEstate>): Promise<Estate> {
  const estate = await newEstate(...options);
  estates.push(estate);
  return estate;
}

/** Of the mirrors on disk, whoever has them. */
function mirrorsOnDisk({ folder }: Estate): readonly string[] {
  return fs
    .readdirSync(folder)
    .flatMap((own) => fs.readdirSync(path.join(folder, own)).map((name) => path.join(folder, own, name)))
    .filter((each) => fs.statSync(each).isDirectory())
    .sort();
}

const names = (estate: Estate) => mirrorsOnDisk(estate).map((each) => path.basename(each));

const all: NonNullable<Want["expected"]> = ({ head }) => head.values();

/** The same repository under another number: to the cache it is another one. */
const numbered = (source: MirrorSource, repositoryId: number): MirrorSource => ({ ...source, repositoryId });

describe("the cache", () => {
  test("removes what was used least lately, and never what is in use", async () => {
    const estate = await estateOf();
    const want = { ...simplePull(estate), expected: all };
    let now = 0;
    const mirrors = await estate.mirrors({ bytesMax: 1e9, now: () => new Date(++now * 1000) });
    for (const id of [1, 2, 3]) (await mirrors.fetch(numbered(estate.source, id), want)).close();
    const bytes = sizeOf(mirrorsOnDisk(estate)[0] ?? "");
    await mirrors.close();
    const small = await estate.mirrors({ bytesMax: bytes * 3.5, now: () => new Date(++now * 1000) });
    const first = await small.fetch(numbered(estate.source, 1), want);
    (await small.fetch(numbered(estate.source, 2), want)).close();
    (await small.fetch(numbered(estate.source, 4), want)).close();
    expect(names(estate).map((name) => name.split("-")[0])).toEqual(["1", "2", "4"]);
    (await small.fetch(numbered(estate.source, 5), want)).close();
    expect(names(estate).map((name) => name.split("-")[0])).toEqual(["1", "4", "5"]);
    expect(textOf(await first.head.read(["c.yaml"]), "c.yaml")).toBe("c: 1\n");
    first.close();
  });

  test("fetches a mirror anew that has outgrown its share, and reads on from the old one meanwhile", async () => {
    const estate = await estateOf();
    const want = simplePull(estate);
    const mirrors = await estate.mirrors({ limits: { packsMax: 1 } });
    const first = await mirrors.fetch(estate.source, want);
    const second = await mirrors.fetch(estate.source, want);
    expect(names(estate)).toHaveLength(2);
    expect(textOf(await first.head.read(["a.yaml"]), "a.yaml")).toBe("a: 2\n");
    expect(textOf(await second.base.read(["a.yaml"]), "a.yaml")).toBe("a: 1\n");
    first.close();
    second.close();
    await expect.poll(() => names(estate)).toEqual([]);
    expect(estate.logged.filter((line) => line.includes("a mirror is given up"))).toHaveLength(2);
  });

  test("fetches once for two that want the same at the same time", async () => {
    const estate = await estateOf();
    const want = simplePull(estate);
    const mirrors = await estate.mirrors();
    const [first, second] = await Promise.all([
      mirrors.fetch(estate.source, want),
      mirrors.fetch(estate.source, want),
    ]);
    expect(estate.server.requests.filter(({ method }) => method === "POST")).toHaveLength(2);
    first.close();
    second.close();
  });

  test("serves many pull requests of one repository at once with few fetches", async () => {
    const estate = await estateOf();
    const { commits } = simplePull(estate);
    const heads = Array.from({ length: 12 }, (_, index) => {
      estate.made.git("checkout", "--quiet", "-b", `many-${index}`, commits.mergeBase);
      estate.made.write(`own-${index}.yaml`, `own: ${index}\n`);
      return estate.made.commit();
    });
    estate.publish();
    const mirrors = await estate.mirrors();
    const [begun, goesOn] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
    const source: MirrorSource = {
      ...estate.source,
      token: async () => {
        begun.resolve();
        await goesOn.promise;
        return estate.source.token();
      },
    };
    const readOwn = async (head: string, index: number) => {
      const want = { commits: { ...commits, head }, pullNumber: index };
      const snapshot = await mirrors.fetch(source, want);
      const contents = await snapshot.head.read([`own-${index}.yaml`]);
      snapshot.close();
      return textOf(contents, `own-${index}.yaml`);
    };
    // Half of them while the first fetch is under way, so that commits of some are fetched beside contents of others.
    const first = heads.slice(0, 6).map(readOwn);
    await begun.promise;
    const later = heads.slice(6).map((head, index) => readOwn(head, 6 + index));
    goesOn.resolve();
    expect(await Promise.all([...first, ...later])).toEqual(heads.map((_, index) => `own: ${index}\n`));
    expect(estate.server.requests.filter(({ method }) => method === "POST").length).toBeLessThan(24);
  });

  test("ends what is running when it is closed", async () => {
    const estate = await estateOf({ fault: () => ({ kind: "stall", afterBytes: 0 }) });
    const mirrors = await estate.mirrors();
    const fetching = mirrors.fetch(estate.source, simplePull(estate));
    fetching.catch(() => undefined);
    await expect.poll(() => names(estate)).toHaveLength(1);
    await mirrors.close();
    await expect(fetching).rejects.toMatchObject({ code: "aborted" });
  });

  test("makes room when the disk is full, and says so", async () => {
    const estate = await estateOf();
    const want = simplePull(estate);
    const mirrors = await estate.mirrors();
    (await mirrors.fetch(numbered(estate.source, 1), want)).close();
    const full = fakeGit(estate, "echo 'fatal: write error: No space left on device' >&2; exit 128");
    const failing = await estate.mirrors({ git: { searchPath: full } });
    const failed = failing.fetch(numbered(estate.source, 1), want);
    await expect(failed).rejects.toMatchObject({ code: "no-space" });
  });
});

/** A program `git` that does something else when it is to fetch. */
function fakeGit({ folder }: Estate, fetch: string): string {
  const programs = path.join(path.dirname(folder), "programs");
  fs.mkdirSync(programs, { recursive: true });
  const script = `#!/bin/sh\ncase " $* " in *" fetch "*) ${fetch};; esac\nPATH=/usr/bin:/bin exec git "$@"\n`;
  fs.writeFileSync(path.join(programs, "git"), script, { mode: 0o755 });
  return programs;
}

function sizeOf(folder: string): number {
  return fs
    .readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .reduce((total, { parentPath, name }) => total + fs.statSync(path.join(parentPath, name)).size, 0);
}

describe("what an earlier process left", () => {
  test("is taken over, with everything that was fetched", async () => {
    const estate = await estateOf();
    const want = { ...simplePull(estate), expected: all };
    const before = await estate.mirrors();
    (await before.fetch(estate.source, want)).close();
    await before.close();
    const asked = estate.server.requests.length;
    const snapshot = await (await estate.mirrors()).fetch(estate.source, want);
    expect(textOf(await snapshot.head.read(["a.yaml"]), "a.yaml")).toBe("a: 2\n");
    expect(estate.server.requests).toHaveLength(asked);
    snapshot.close();
  });

  test("is cleaned of locks, parts of packs and half-made mirrors", async () => {
    const estate = await estateOf();
    const want = { ...simplePull(estate), expected: all };
    const before = await estate.mirrors();
    (await before.fetch(estate.source, want)).close();
    await before.close();
    const [mirror = ""] = mirrorsOnDisk(estate);
    const leftovers = [
      "shallow.lock",
      "config.lock",
      "refs/heads/main.lock",
      "objects/pack/tmp_pack_x",
      "objects/pack/.tmp-1-pack-2.pack",
      "objects/pack/pack-1.keep",
    ];
    for (const name of leftovers) fs.writeFileSync(path.join(mirror, name), "x");
    fs.mkdirSync(path.join(mirror, "../leftover-1/objects"), { recursive: true });
    fs.mkdirSync(path.join(mirror, "../9-objects-3"));
    fs.appendFileSync(path.join(mirror, "commits"), "0123456");
    estate.made.write("d.yaml", "d: 1\n");
    const tip = estate.made.commit();
    estate.publish();
    const after = await estate.mirrors();
    const [cleaned = ""] = mirrorsOnDisk(estate);
    expect(names(estate)).toEqual([path.basename(mirror)]);
    for (const name of leftovers) expect(fs.existsSync(path.join(cleaned, name))).toBe(false);
    const snapshot = await after.fetch(estate.source, { ...want, commits: { ...want.commits, tip } });
    expect(snapshot.tip?.entries.has("d.yaml")).toBe(true);
    snapshot.close();
  });

  test("by a process that was killed while it fetched does no harm", async () => {
    const estate = await estateOf();
    const want = simplePull(estate);
    for (let round = 0; round < 6; round += 1) {
      const child = await startOther(estate, want, 20 + round * 60);
      expect(child.signalCode).toBe("SIGKILL");
    }
    const snapshot = await (await estate.mirrors()).fetch(estate.source, { ...want, expected: all });
    expect(textOf(await snapshot.head.read(["a.yaml"]), "a.yaml")).toBe("a: 2\n");
    snapshot.close();
    expect(fs.readdirSync(estate.folder)).toHaveLength(1);
  });

  test("is left to a process that is alive", async () => {
    const estate = await estateOf();
    const want = simplePull(estate);
    const one = await estate.mirrors();
    const two = await estate.mirrors();
    const snapshots = await Promise.all([one.fetch(estate.source, want), two.fetch(estate.source, want)]);
    expect(fs.readdirSync(estate.folder)).toHaveLength(2);
    for (const each of snapshots) each.close();
  });

  test("is found again elsewhere by a process whose folder was taken over while it slept", async () => {
    const estate = await estateOf();
    const want = simplePull(estate);
    const mirrors = await estate.mirrors();
    (await mirrors.fetch(estate.source, want)).close();
    const [own = ""] = fs.readdirSync(estate.folder);
    fs.renameSync(path.join(estate.folder, own), path.join(estate.folder, "own-000000000000-1-00000000"));
    const snapshot = await mirrors.fetch(estate.source, want);
    expect(textOf(await snapshot.head.read(["a.yaml"]), "a.yaml")).toBe("a: 2\n");
    snapshot.close();
  });
});

/** Another process that fetches, and is killed after a while. */
async function startOther(estate: Estate, want: Want, lifeMs: number): Promise<ChildProcess> {
  const { folder, source } = estate;
  const child = fork(path.join(import.meta.dirname, "testing/fetching-process.ts"), {
    env: { ...process.env, FETCHING: JSON.stringify({ folder, url: source.url, want }) },
    stdio: "ignore",
  });
  await new Promise((resolve) => child.once("message", resolve));
  setTimeout(() => child.kill("SIGKILL"), lifeMs);
  await new Promise((resolve) => child.once("exit", resolve));
  return child;
}

describe("a broken mirror", () => {
  const damages: readonly [string, (mirror: string) => void][] = [
    ["without its packs", (mirror) => fs.rmSync(path.join(mirror, "objects"), { recursive: true })],
    ["with a pack cut short", (mirror) => forPacks(mirror, (file) => fs.truncateSync(file, 40))],
    ["with zeros in its packs", (mirror) => forPacks(mirror, overwrite)],
    ["without HEAD", (mirror) => fs.rmSync(path.join(mirror, "HEAD"))],
    ["with a broken configuration", (mirror) => fs.writeFileSync(path.join(mirror, "config"), "[core\n")],
    ["that is gone", (mirror) => fs.rmSync(mirror, { recursive: true })],
  ];

  test.each(damages)("%s is fetched anew, once", async (_, damage) => {
    const estate = await estateOf();
    const want = { ...simplePull(estate), expected: all };
    const mirrors = await estate.mirrors();
    (await mirrors.fetch(estate.source, want)).close();
    damage(mirrorsOnDisk(estate)[0] ?? "");
    const snapshot = await mirrors.fetch(estate.source, want);
    expect(textOf(await snapshot.head.read(["a.yaml"]), "a.yaml")).toBe("a: 2\n");
    expect(snapshot.fetches()).toBeGreaterThan(0);
    snapshot.close();
  });

  test.each(damages)("%s while it is read is replaced under the reader", async (_, damage) => {
    const estate = await estateOf();
    const want = simplePull(estate);
    const mirrors = await estate.mirrors();
    const snapshot = await mirrors.fetch(estate.source, want);
    damage(mirrorsOnDisk(estate)[0] ?? "");
    const [base, head] = await Promise.all([snapshot.base.read(["a.yaml"]), snapshot.head.read(["a.yaml"])]);
    expect([textOf(base, "a.yaml"), textOf(head, "a.yaml")]).toEqual(["a: 1\n", "a: 2\n"]);
    snapshot.close();
  });

  test("is given up only once: what is broken again is an error", async () => {
    const estate = await estateOf();
    const broken = fakeGit(estate, "echo 'fatal: bad object' >&2; exit 128");
    const mirrors = await estate.mirrors({ git: { searchPath: broken } });
    const failed = mirrors.fetch(estate.source, simplePull(estate));
    await expect(failed).rejects.toMatchObject({ code: "corrupt" });
    expect(estate.logged.filter((line) => line.includes("given up"))).toHaveLength(2);
  });
});

function forPacks(mirror: string, work: (file: string) => void): void {
  const packs = path.join(mirror, "objects/pack");
  for (const name of fs.readdirSync(packs).filter((each) => each.endsWith(".pack"))) {
    const file = path.join(packs, name);
    fs.chmodSync(file, 0o644);
    work(file);
  }
}

function overwrite(file: string): void {
  const bytes = fs.readFileSync(file);
  fs.writeFileSync(file, bytes.fill(0, 12));
}
