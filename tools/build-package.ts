/**
 * `npm pack` calls this: `dist/` holds the JavaScript of `src/`, because Node strips no types below node_modules. Only
 * what the two entry files reach is in it (tsconfig.build.json), so nothing that serves tests alone. The rules are in it
 * compiled, too: the first review of every new machine would wait some seconds for that, and machines of CI are all new.
 */
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { compileShippedPolicies } from "../src/app/shipped-policies.ts";

rmSync("dist", { recursive: true, force: true });
const { status, error } = spawnSync("tsc", ["-p", "tsconfig.build.json"], { stdio: "inherit" });
if (error !== undefined) console.error(error.message);
process.exitCode = status ?? 1;
if (status === 0) await compilePolicies();

async function compilePolicies(): Promise<void> {
  const engineCache = mkdtempSync(join(tmpdir(), "sekisho-package-"));
  try {
    await compileShippedPolicies("dist", engineCache);
  } finally {
    rmSync(engineCache, { recursive: true, force: true });
  }
}
