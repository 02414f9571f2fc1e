import { mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { Shelves } from "./shelves.ts";

const shop = { key: "github:1", name: "acme/shop" };
let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "sekisho-shelves-"));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

function shelves(program = "1.0"): Shelves {
  return new Shelves(folder, () => program);
}

async function keep(text: string, repository: typeof shop | null = shop, from = shelves()): Promise<void> {
  const shelf = from.open(repository);
  shelf.keep(new Map([[text, Buffer.from(text)]]));
  await shelf.store();
}

async function kept(keys: readonly string[], from = shelves(), repository: typeof shop | null = shop) {
  return [...(await from.open(repository).kept(keys)).keys()];
}

describe("what is kept of the rest of repositories", () => {
  it("is there for the next process, with what was there before", async () => {
    await keep("a");
    await keep("b");
    expect(await kept(["a", "b", "c"])).toEqual(["a", "b"]);
    const shelf = shelves().open(shop);
    await shelf.kept(["b"]);
    shelf.keep(new Map([["c", Buffer.from("c")]]));
    await shelf.store();
    expect(await kept(["a", "b", "c"])).toEqual(["a", "b", "c"]);
  });

  it("is each repository's own", async () => {
    await keep("a");
    expect(await kept(["a"], shelves(), { key: "github:2", name: "acme/shop" })).toEqual([]);
  });

  it("is shared with workers, and not copied to each of them", async () => {
    await keep("a");
    const entry = (await shelves().open(shop).kept(["a"])).get("a");
    expect(entry?.buffer).toBeInstanceOf(SharedArrayBuffer);
    expect(Buffer.from(entry ?? [])).toEqual(Buffer.from("a"));
  });

  it("is nothing to another version of the program", async () => {
    await keep("a");
    expect(await kept(["a"], shelves("1.1"))).toEqual([]);
  });

  it("is nothing where the file is damaged, and is written anew", async () => {
    await keep("a");
    const [name = ""] = await readdir(join(folder, "inventory"));
    const path = join(folder, "inventory", name);
    await writeFile(path, (await readFile(path)).subarray(0, 20));
    expect(await kept(["a"])).toEqual([]);
    await keep("a");
    expect(await kept(["a"])).toEqual(["a"]);
  });

  it("stays in memory where nobody knows the repository, and where it is about this machine", async () => {
    const here = shelves();
    await keep("a", null, here);
    here.open(shop).note("b", Buffer.from("b"));
    expect(await kept(["a"], here, null)).toEqual(["a"]);
    expect(await kept(["b"], here)).toEqual(["b"]);
    expect(await kept(["a"], shelves(), null)).toEqual([]);
    expect(await readdir(folder)).toEqual([]);
  });

  it("does without a folder that cannot be written", async () => {
    await writeFile(join(folder, "inventory"), "a file");
    await keep("a");
    expect(await kept(["a"])).toEqual([]);
  });
});
