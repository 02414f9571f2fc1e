import type { StatementReading } from "../../tenancy/sources/index.ts";
import type { TenantFilesTask } from "./task.ts";

/** What crosses to a worker at once; a thousand files of an estate are 1 MB. */
const partBytesMax = 16 * 1024 * 1024;
/** Parts that may end their worker before nothing is tried any more: each costs its time once. */
const endedMax = 20;

/**
 * Reads files part by part. A part that ends its worker (`null`) is halved until the file that did it stands alone: that one
 * is left out, and all others are read.
 */
export async function readTenantFiles(
  { settings, files }: TenantFilesTask,
  run: (task: TenantFilesTask) => Promise<ReadonlyMap<string, StatementReading> | null>,
): Promise<ReadonlyMap<string, StatementReading>> {
  const readings = new Map<string, StatementReading>();
  const parts = partsOf([...files]).toReversed();
  let ended = 0;
  for (let part = parts.pop(); part !== undefined; part = parts.pop()) {
    const read =
      ended < endedMax ? await run({ kind: "tenant-files", settings, files: new Map(part) }) : null;
    if (read !== null) for (const [blob, reading] of read) readings.set(blob, reading);
    else if (part.length > 1 && ended < endedMax) {
      const half = Math.ceil(part.length / 2);
      parts.push(part.slice(half), part.slice(0, half));
    }
    if (read === null) ended += 1;
  }
  return readings;
}

type Files = readonly (readonly [string, Uint8Array])[];

function partsOf(files: Files): Files[] {
  const parts: Files[] = [];
  let part: (readonly [string, Uint8Array])[] = [];
  let size = 0;
  for (const file of files) {
    if (part.length > 0 && size + file[1].byteLength > partBytesMax) {
      parts.push(part);
      [part, size] = [[], 0];
    }
    part.push(file);
    size += file[1].byteLength;
  }
  return part.length === 0 ? parts : [...parts, part];
}
