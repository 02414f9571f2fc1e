/**
 * `npm pack` calls this: `dist/` holds the JavaScript of `src/`, because Node strips no types below node_modules. Only
 * what the two entry files reach is in it (tsconfig.build.json), so nothing that serves tests alone.
 */
import { spawnSync } from "node:child_process";
import { rmSync } from "node:fs";

rmSync("dist", { recursive: true, force: true });
const { status, error } = spawnSync("tsc", ["-p", "tsconfig.build.json"], { stdio: "inherit" });
if (error !== undefined) console.error(error.message);
process.exitCode = status ?? 1;
