import { createWriteStream } from "node:fs";
import { join } from "node:path";
import { pipeline } from "node:stream/promises";
import yazl from "yazl";

/** The first moment that a ZIP can name, in the fields of a clock without a zone: the same everywhere. */
const fixedTime = new Date(1980, 0, 1);

/** Of a plain file that everybody may read. */
const fixedMode = 0o100644;

/**
 * Packs files of a folder into one ZIP: in the order that they are given in, each with the same time and mode, so that
 * equal files make equal bytes. More than 65,535 files or 4 GB become ZIP64 by themselves.
 */
export async function archive(folder: string, paths: readonly string[], target: string): Promise<void> {
  const zip = new yazl.ZipFile();
  const broken = new Promise<never>((_, reject) => zip.on("error", reject));
  for (const path of paths)
    zip.addFile(join(folder, path), path, { mtime: fixedTime, mode: fixedMode, forceDosTimestamp: true });
  zip.end();
  await Promise.race([pipeline(zip.outputStream, createWriteStream(target, { flags: "wx" })), broken]);
}
