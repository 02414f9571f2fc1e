import { createHash, randomUUID } from "node:crypto";
import { mkdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { constants, zstdDecompress } from "node:zlib";
import { EngineError } from "./engine.ts";
import { type EngineManifest, parseEngineManifest } from "./engine-manifest.ts";
import type { EngineModule } from "./instance.ts";

export interface EngineLocation {
  /** The folder of the committed engines: `engines/dist`. */
  readonly distDir: string;
  /** Where decompressed modules are kept between two processes; `null` keeps nothing. */
  readonly cacheDir: string | null;
}

/**
 * Compiles a committed engine: once for each process, then its module goes to the workers by `postMessage`.
 * Throws {@link EngineError} `missing` where there is no such engine, `protocol` where its bytes are not what its
 * manifest says. A cache that cannot be read or written, or that holds other bytes, is passed over.
 */
export async function loadEngine(name: string, location: EngineLocation): Promise<EngineModule> {
  const manifest = await readManifest(name, location.distDir);
  const cached = location.cacheDir === null ? null : cachePath(location.cacheDir, manifest);
  const bytes = (await readCached(cached, manifest)) ?? (await decompressed(location, manifest, cached));
  return {
    name,
    module: await WebAssembly.compile(bytes),
    memoryPagesMax: manifest.memoryPagesMax,
    digest: manifest.sha256,
  };
}

async function readManifest(name: string, distDir: string): Promise<EngineManifest> {
  try {
    return parseEngineManifest(await readFile(join(distDir, `${name}.json`), "utf8"));
  } catch (error) {
    throw new EngineError(
      "missing",
      `there is no engine ${name} in ${distDir}: npm run engines:build ${name}`,
      {
        cause: error,
      },
    );
  }
}

function cachePath(cacheDir: string, manifest: EngineManifest): string {
  return join(cacheDir, "engines", `${manifest.name}-${manifest.sha256}.wasm`);
}

async function readCached(
  path: string | null,
  manifest: EngineManifest,
): Promise<Buffer<ArrayBuffer> | null> {
  if (path === null) return null;
  try {
    const bytes = await readFile(path);
    return digestOf(bytes) === manifest.sha256 ? bytes : null;
  } catch {
    return null;
  }
}

const unzstd = promisify(zstdDecompress);
/** The build uses a window of this size, larger than what zstd decompresses unasked. */
export const compressionWindowLog = 27;

async function decompressed(
  { distDir }: EngineLocation,
  manifest: EngineManifest,
  cached: string | null,
): Promise<Buffer<ArrayBuffer>> {
  const compressed = await readFile(join(distDir, `${manifest.name}.wasm.zst`));
  const bytes = await unzstd(compressed, {
    params: { [constants.ZSTD_d_windowLogMax]: compressionWindowLog },
    maxOutputLength: manifest.bytes,
  });
  if (digestOf(bytes) !== manifest.sha256) {
    throw new EngineError("protocol", `the ${manifest.name} engine is not the one that its manifest names`);
  }
  if (cached !== null) await writeCached(cached, bytes);
  return bytes;
}

/** Another process may write the same file at the same time: whoever renames last wins, with the same bytes. */
async function writeCached(path: string, bytes: Uint8Array): Promise<void> {
  const temporary = `${path}.${randomUUID()}`;
  try {
    await mkdir(join(path, ".."), { recursive: true });
    await writeFile(temporary, bytes);
    await rename(temporary, path);
  } catch {
    await rm(temporary, { force: true }).catch(() => undefined);
  }
}

function digestOf(bytes: Uint8Array): string {
  return createHash("sha256").update(bytes).digest("hex");
}
