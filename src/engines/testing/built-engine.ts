import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { constants, zstdDecompressSync } from "node:zlib";
import { compressionWindowLog } from "../engine-loader.ts";
import type { EngineModule } from "../instance.ts";
import { withMemoryMaximum } from "../memory-maximum.ts";

export const distDir = fileURLToPath(new URL("../../../engines/dist", import.meta.url));

/** The committed engine with less memory than it may have, so that a test reaches the maximum sooner. */
export function engineWithMemory(name: string, memoryPagesMax: number): EngineModule {
  const module = zstdDecompressSync(readFileSync(`${distDir}/${name}.wasm.zst`), {
    params: { [constants.ZSTD_d_windowLogMax]: compressionWindowLog },
  });
  const limited = new WebAssembly.Module(withMemoryMaximum(module, memoryPagesMax));
  return { name, module: limited, memoryPagesMax, digest: "" };
}

export const policyCapabilities = JSON.parse(
  readFileSync(new URL("../../../policies/capabilities.json", import.meta.url), "utf8"),
);
