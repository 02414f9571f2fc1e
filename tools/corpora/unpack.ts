import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, renameSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";

/** Real repositories, beside the checkout; they are never committed. */
const corporaFolder = resolve("../shared/corpora");

export function corporaArePresent(): boolean {
  return existsSync(corporaFolder);
}

/** Unpacks a corpus once, outside the repository, and gives its folder; `null` where it is not there. */
export function unpacked(name: string): string | null {
  const archive = join(corporaFolder, `${name}.tgz`);
  if (!existsSync(archive)) return null;
  const { size, mtimeMs } = statSync(archive);
  const folder = join(tmpdir(), "sekisho-corpora", `${name}-${size}-${Math.round(mtimeMs)}`);
  if (existsSync(folder)) return folder;
  const partial = `${folder}.${process.pid}`;
  mkdirSync(partial, { recursive: true });
  const { status, stderr } = spawnSync("tar", ["-xzf", archive, "-C", partial], { encoding: "utf8" });
  if (status !== 0) throw new Error(`${archive} cannot be unpacked: ${stderr}`);
  renameSync(partial, folder);
  return folder;
}
