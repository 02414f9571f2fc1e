import { createHash } from "node:crypto";
import { cp, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { zstdCompressSync } from "node:zlib";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { loadEngine } from "./engine-loader.ts";
import { reexportingModule } from "./testing/wasm-module.ts";

let folder: string;
let distDir: string;
let cacheDir: string;
const module = reexportingModule([], 3);
const sha256 = createHash("sha256").update(module).digest("hex");
const manifest = {
  name: "tiny",
  sha256,
  bytes: module.length,
  memoryPagesMax: 10,
  source: sha256,
  go: "go1.26.8",
  command: "go build",
  modules: {},
};

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "engine-loader-"));
  [distDir, cacheDir] = [folder, join(folder, "cache")];
  await writeFile(join(distDir, "tiny.wasm.zst"), zstdCompressSync(module));
  await writeFile(join(distDir, "tiny.json"), JSON.stringify(manifest));
});

afterEach(() => rm(folder, { recursive: true }));

async function cachedFiles(): Promise<readonly string[]> {
  return (await readdir(join(cacheDir, "engines"))).toSorted();
}

describe("loading an engine", () => {
  test("compiles it, and says its digest and memory", async () => {
    const engine = await loadEngine("tiny", { distDir, cacheDir: null });
    expect(WebAssembly.Module.exports(engine.module)).toEqual([{ name: "memory", kind: "memory" }]);
    expect(engine).toMatchObject({ name: "tiny", digest: sha256, memoryPagesMax: 10 });
  });

  test("keeps the decompressed module, and does not decompress it again", async () => {
    await loadEngine("tiny", { distDir, cacheDir });
    expect(await cachedFiles()).toEqual([`tiny-${sha256}.wasm`]);
    await rm(join(distDir, "tiny.wasm.zst"));
    await expect(loadEngine("tiny", { distDir, cacheDir })).resolves.toMatchObject({ digest: sha256 });
  });

  test("passes over a cached module that was changed, and puts it right", async () => {
    await loadEngine("tiny", { distDir, cacheDir });
    const cached = join(cacheDir, "engines", `tiny-${sha256}.wasm`);
    await writeFile(cached, reexportingModule([], 9));
    await loadEngine("tiny", { distDir, cacheDir });
    expect(await readFile(cached)).toEqual(Buffer.from(module));
  });

  test("works where nothing can be cached", async () => {
    await writeFile(cacheDir, "a file where the folder would be");
    await expect(loadEngine("tiny", { distDir, cacheDir })).resolves.toMatchObject({ digest: sha256 });
  });

  test("leaves whole files only when several processes load at once", async () => {
    await Promise.all(Array.from({ length: 8 }, () => loadEngine("tiny", { distDir, cacheDir })));
    expect(await cachedFiles()).toEqual([`tiny-${sha256}.wasm`]);
  });

  test("refuses bytes that are not the manifest's", async () => {
    await writeFile(join(distDir, "tiny.wasm.zst"), zstdCompressSync(reexportingModule([], 4)));
    await expect(loadEngine("tiny", { distDir, cacheDir })).rejects.toMatchObject({ code: "protocol" });
  });

  test("refuses to decompress more than the manifest says", async () => {
    await writeFile(join(distDir, "tiny.wasm.zst"), zstdCompressSync(Buffer.alloc(1_000_000)));
    await expect(loadEngine("tiny", { distDir, cacheDir })).rejects.toThrow();
  });

  test.each(["none", "broken"])("says how to build an engine that is not there (%s)", async (name) => {
    await cp(join(distDir, "tiny.wasm.zst"), join(distDir, "broken.wasm.zst"));
    await writeFile(join(distDir, "broken.json"), "{}");
    await expect(loadEngine(name, { distDir, cacheDir })).rejects.toMatchObject({
      code: "missing",
      message: expect.stringContaining(`npm run engines:build ${name}`),
    });
  });
});
