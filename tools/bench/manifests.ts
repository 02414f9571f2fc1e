import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync } from "node:fs";
import { basename, dirname, join, relative } from "node:path";
import { readYaml } from "../../src/formats/yaml/index.ts";
import { unpacked } from "../corpora/unpack.ts";

/**
 * The YAML of the estate in a folder of its own, without the files that are no YAML (encrypted, or with a mistake):
 * conftest ends at the first of them. `null` where the estate is not there.
 */
export function manifestsOfTheEstate(): string | null {
  const estate = unpacked("environments-2024-07");
  if (estate === null) return null;
  const folder = join(dirname(estate), `manifests-of-${basename(estate)}`);
  if (existsSync(folder)) return folder;
  const partial = `${folder}.${process.pid}`;
  rmSync(partial, { recursive: true, force: true });
  mkdirSync(partial);
  for (const path of manifestPaths(estate)) {
    if (isWhole(path)) cpSync(path, join(partial, relative(estate, path)), { recursive: true });
  }
  renameSync(partial, folder);
  return folder;
}

export function manifestPaths(folder: string): readonly string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /\.ya?ml$/.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name))
    .toSorted();
}

function isWhole(path: string): boolean {
  const file = readYaml(readFileSync(path));
  return file.kind === "documents" && file.documents.every(({ kind }) => kind === "value");
}
