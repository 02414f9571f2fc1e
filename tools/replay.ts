/**
 * `node tools/replay.ts [--decisions N] [--folder FOLDER]`: judges N changes of the corpora (default: 1,000) and records
 * each; then makes all of these decisions again in another process, whose clock is three years ahead and whose time zone
 * is another one. Fails where one differs by a byte. Needs ../shared/corpora.
 */
import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { recordChanges } from "./corpora/record.ts";
import { corporaArePresent } from "./corpora/unpack.ts";

const { values } = parseArgs({
  options: { decisions: { type: "string", default: "1000" }, folder: { type: "string" } },
});

if (!corporaArePresent()) {
  console.error("There are no corpora beside this checkout (../shared/corpora): nothing to record.");
  process.exitCode = 2;
} else {
  const folder = values.folder ?? join(mkdtempSync(join(tmpdir(), "sekisho-replay-")), "ledger");
  if (!existsSync(folder)) await record(folder, Number(values.decisions));
  process.exitCode = replay(folder);
}

async function record(folder: string, wanted: number): Promise<void> {
  const started = performance.now();
  const recorded = await recordChanges(folder, wanted, (done) => console.log(`${done} recorded`));
  const { changes, kept, bytes, blobs, plainMs, recordedMs, measured } = recorded;
  console.log(`${changes} changes judged in ${seconds(started)}, ${kept} decisions kept in ${folder}`);
  console.log(`${(bytes / kept / 1024).toFixed(1)} KB and ${(blobs / kept).toFixed(1)} blobs a decision`);
  const each = (ms: number) => `${(ms / Math.max(1, measured)).toFixed(0)} ms`;
  console.log(
    `of ${measured}: ${each(plainMs)} without recording, ${each(recordedMs)} with it, of the processor`,
  );
}

/** In another process, at another time and in another place. */
function replay(folder: string): number {
  const started = performance.now();
  const shifted = new URL("./corpora/shifted-clock.mjs", import.meta.url).href;
  const { status, stdout } = spawnSync(
    process.execPath,
    ["--import", shifted, "bin/sekisho.js", "ledger", "replay", "--all", "--ledger", folder],
    {
      env: { ...process.env, TZ: "Pacific/Kiritimati" },
      encoding: "utf8",
      maxBuffer: 512 * 1024 * 1024,
      stdio: ["ignore", "pipe", "inherit"],
    },
  );
  const lines = stdout.split("\n");
  for (const line of lines.filter((each) => !each.startsWith("identical"))) console.log(line);
  console.log(`replayed in ${seconds(started)}, by a clock that is three years ahead`);
  return status ?? 1;
}

function seconds(started: number): string {
  return `${((performance.now() - started) / 1000).toFixed(0)} s`;
}
