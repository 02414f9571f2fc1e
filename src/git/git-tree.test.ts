import { execFileSync } from "node:child_process";
import fs from "node:fs";
import path from "node:path";
import { afterEach, describe, expect, test } from "vitest";
import { fileBytesMax, type Tree } from "../model/tree.ts";
import { directoryTree } from "./directory-tree.ts";
import { gitTree } from "./git-tree.ts";
import { openRepository, resolveRef } from "./repository.ts";
import { type TemporaryRepository, temporaryRepository } from "./temporary-repository.ts";

const cleanups: (() => void)[] = [];
afterEach(() => {
  for (const cleanup of cleanups.splice(0)) cleanup();
});

async function committed(
  fill: (repository: TemporaryRepository) => void,
): Promise<{ tree: Tree; made: TemporaryRepository }> {
  const made = temporaryRepository();
  cleanups.push(made.remove);
  fill(made);
  made.commit();
  return { tree: await headOf(made.path), made };
}

async function headOf(folder: string): Promise<Tree> {
  const repository = await openRepository(folder);
  cleanups.push(repository.close);
  return gitTree(repository, await resolveRef(repository, "HEAD"), "HEAD");
}

const strange = [
  "a b.yaml",
  'quo"te.yaml',
  "new\nline.yaml",
  "tab\t.yaml",
  "設定/本番.yaml",
  "-rf.yaml",
  "back\\slash.yaml",
  "__proto__",
];

describe("reading a commit", () => {
  test("gives every file by its exact name, however strange", async () => {
    const { tree } = await committed((made) => {
      for (const name of strange) made.write(name, `content of ${name}`);
    });
    expect([...tree.entries.keys()].sort()).toEqual([...strange].sort());
    const contents = await tree.read(strange);
    for (const name of strange)
      expect(Buffer.from(contents.get(name) ?? []).toString()).toBe(`content of ${name}`);
  });

  test("gives the bytes as committed, empty and binary files too, without filters", async () => {
    const binary = Uint8Array.from({ length: 300_000 }, (_, index) => index % 256);
    const { tree } = await committed((made) => {
      made.write(".gitattributes", "*.yaml text eol=crlf\n*.yaml ident\n");
      made.write("a.yaml", "$Id$\nb: 1\n");
      made.write("empty", "");
      made.write("binary", binary);
    });
    const contents = await tree.read(["a.yaml", "empty", "binary"]);
    expect(Buffer.from(contents.get("a.yaml") ?? []).toString()).toBe("$Id$\nb: 1\n");
    expect(contents.get("empty")).toHaveLength(0);
    expect(Buffer.compare(Buffer.from(contents.get("binary") ?? []), Buffer.from(binary))).toBe(0);
  });

  test("tells symlinks with their target, submodules and executables by mode, and reads no link", async () => {
    const { tree } = await committed((made) => {
      fs.symlinkSync("../../etc/passwd", path.join(made.path, "link.yaml"));
      made.write("run.sh", "");
      fs.chmodSync(path.join(made.path, "run.sh"), 0o755);
      made.git("update-index", "--add", "--cacheinfo", `160000,${"1".repeat(40)},sub`);
      fs.mkdirSync(path.join(made.path, "sub"));
    });
    expect(tree.entries.get("link.yaml")).toMatchObject({ mode: "symlink", target: "../../etc/passwd" });
    expect(tree.entries.get("run.sh")?.mode).toBe("executable");
    expect((await tree.read(["link.yaml", "run.sh", "sub", "not/there"])).size).toBe(1);
  });

  test("leaves out a file above the limit, and goes on with the next", async () => {
    const { tree } = await committed((made) => {
      made.write("a.json", Buffer.alloc(fileBytesMax + 1, 0x20));
      made.write("b.json", Buffer.alloc(fileBytesMax, 0x20));
      made.write("c.json", "{}");
    });
    const contents = await tree.read(["a.json", "b.json", "c.json"]);
    expect([...contents.keys()]).toEqual(["b.json", "c.json"]);
  });

  test("names a blob that a partial clone does not hold, and fetches nothing", async () => {
    const { made } = await committed((repository) => {
      repository.write("a.yaml", "a: 1\n");
      fs.symlinkSync("a.yaml", path.join(repository.path, "link"));
      repository.git("config", "uploadpack.allowFilter", "true");
    });
    const partial = `${made.path}-partial`;
    cleanups.push(() => fs.rmSync(partial, { recursive: true, force: true }));
    made.git("clone", "--quiet", "--bare", "--filter=blob:none", `file://${made.path}`, partial);
    const tree = await headOf(partial);
    expect(tree.entries.get("link")?.target).toBeUndefined();
    await expect(tree.read(["a.yaml"])).rejects.toMatchObject({ code: "missing-object" });
  });

  test("keeps two names apart that are not UTF-8, and a third that imitates them", async () => {
    const { tree } = await committed((made) => {
      for (const byte of [0xff, 0xfe]) {
        fs.writeFileSync(
          Buffer.concat([Buffer.from(`${made.path}/a`), Buffer.from([byte]), Buffer.from(".yaml")]),
          `${byte}`,
        );
      }
      made.write("a\\xff.yaml", "imitation");
    });
    expect(tree.entries.size).toBe(3);
    const contents = await tree.read([...tree.entries.keys()]);
    expect([...contents.values()].map((bytes) => Buffer.from(bytes).toString()).sort()).toEqual([
      "254",
      "255",
      "imitation",
    ]);
    expect(tree.entries.has("a\\xfe.yaml")).toBe(true);
  });
});

test("a checked-out folder has the same names, modes and ids as its commit", async () => {
  const { tree, made } = await committed((repository) => {
    for (const name of strange) repository.write(name, name);
    repository.write("nested/.github/x.yml", "x");
    fs.symlinkSync("nested", path.join(repository.path, "link"));
    fs.writeFileSync(Buffer.concat([Buffer.from(`${repository.path}/`), Buffer.from([0xe9])]), "latin");
  });
  const folder = await directoryTree(made.path);
  const plain = (from: Tree) =>
    [...from.entries.values()]
      .map(({ path: name, mode, blob, target }) => ({ name, mode, blob, target }))
      .sort((a, b) => (a.name < b.name ? -1 : 1));
  expect(plain(folder)).toEqual(plain(tree));
});

describe("reading a folder", () => {
  test("follows no link to a folder, and waits for no pipe", async () => {
    const { made } = await committed((repository) => repository.write("a/b.yaml", "b"));
    fs.symlinkSync("/etc", path.join(made.path, "outside"));
    fs.symlinkSync(".", path.join(made.path, "itself"));
    execFileSync("/usr/bin/mkfifo", [path.join(made.path, "pipe")]);
    const tree = await directoryTree(made.path);
    expect([...tree.entries.keys()]).toEqual(["a/b.yaml", "itself", "outside"]);
    expect((await tree.read(["outside", "itself"])).size).toBe(0);
  });

  test("gives the bytes that were hashed, even when the file changed since", async () => {
    const { made } = await committed((repository) => repository.write("a.yaml", "before"));
    const tree = await directoryTree(made.path);
    made.write("a.yaml", "after");
    expect(Buffer.from((await tree.read(["a.yaml"])).get("a.yaml") ?? []).toString()).toBe("before");
  });

  test("knows sizes, and leaves out a file above the limit", async () => {
    const { made } = await committed((repository) => repository.write("a.yaml", "12345"));
    made.write("big.json", Buffer.alloc(fileBytesMax + 1));
    const tree = await directoryTree(made.path);
    expect(tree.entries.get("a.yaml")?.sizeBytes).toBe(5);
    expect(tree.entries.get("big.json")?.blob).toBe(made.git("hash-object", "big.json"));
    expect((await tree.read(["big.json", "a.yaml"])).size).toBe(1);
  });

  test("that is not there is a clear error", async () => {
    await expect(directoryTree("/does/not/exist")).rejects.toMatchObject({ code: "unreadable" });
  });
});
