import { readYaml } from "../../formats/yaml/index.ts";
import { compileGlob } from "../../model/glob.ts";
import { isJsonArray, isJsonObject, type JsonObject } from "../../model/json.ts";
import { isFile } from "../../model/tree.ts";
import { folderOf, foldersAbove, nameOf } from "../paths.ts";
import type { Structure } from "../structure.ts";
import { field, objectsOf, textOf } from "../yaml-object.ts";
import { flat } from "./parameters.ts";

/**
 * The parameters of a `git` generator: one set for each folder or file of this repository that it names, sorted by path.
 * `null` where it names none here: then it means another repository.
 */
export async function gitParameters(
  body: JsonObject,
  structure: Structure,
  isGo: boolean,
  setsMax: number,
): Promise<readonly JsonObject[] | null> {
  const prefix = textOf(field(body, "pathParamPrefix"));
  const directories = objectsOf(field(body, "directories"));
  if (directories.length > 0) {
    const folders = matching(foldersOf(structure), directories);
    if (folders.length === 0) return null;
    return folders.slice(0, setsMax).map((path) => pathParameters(path, null, prefix, isGo));
  }
  const files = objectsOf(field(body, "files"));
  const paths = matching(
    [...structure.tree.entries.values()].filter(isFile).map(({ path }) => path),
    files,
  );
  if (paths.length === 0) return null;
  return fileParameters(paths.slice(0, setsMax), structure, prefix, isGo, setsMax);
}

async function fileParameters(
  paths: readonly string[],
  { tree }: Structure,
  prefix: string | null,
  isGo: boolean,
  setsMax: number,
): Promise<readonly JsonObject[]> {
  const contents = await tree.read(paths);
  const sets = paths.flatMap((path) => {
    const file = readYaml(contents.get(path) ?? new Uint8Array());
    const [first] = file.kind === "documents" ? file.documents : [];
    const value = first?.kind === "value" ? first.value : {};
    const objects = isJsonArray(value) ? value.filter(isJsonObject) : [isJsonObject(value) ? value : {}];
    const own = pathParameters(folderOf(path), nameOf(path), prefix, isGo);
    return objects.map((object): JsonObject => ({ ...(isGo ? object : flat(object)), ...own }));
  });
  return sets.slice(0, setsMax);
}

/** What Argo CD calls the parts of a path, flat or nested. */
function pathParameters(
  folder: string,
  fileName: string | null,
  prefix: string | null,
  isGo: boolean,
): JsonObject {
  const segments = folder.split("/");
  const named = fileName === null ? {} : { filename: fileName, filenameNormalized: normalized(fileName) };
  const basename = nameOf(folder);
  const parts = { basename, basenameNormalized: normalized(basename), ...named };
  if (isGo) {
    const path = { path: folder, segments, ...parts };
    return prefix === null ? { path } : { [prefix]: { path } };
  }
  const start = prefix === null ? "path" : `${prefix}.path`;
  return {
    [start]: folder,
    ...Object.fromEntries(Object.entries(parts).map(([name, value]) => [`${start}.${name}`, value])),
    ...Object.fromEntries(segments.map((segment, index) => [`${start}[${index}]`, segment])),
  };
}

/** As Argo CD makes a name that Kubernetes takes. */
function normalized(name: string): string {
  return name
    .toLowerCase()
    .replace(/[^a-z0-9.-]/g, "-")
    .slice(0, 253)
    .replace(/^[-.]+|[-.]+$/g, "");
}

/** Whatever one pattern takes and none excludes; hidden folders are never meant. */
function matching(paths: readonly string[], patterns: readonly JsonObject[]): readonly string[] {
  const compiled = patterns.flatMap((pattern) => {
    const path = textOf(field(pattern, "path"));
    return path === null
      ? []
      : [{ matches: compileGlob(path.replace(/^\.?\//, "")), excludes: field(pattern, "exclude") === true }];
  });
  const included = compiled.filter(({ excludes }) => !excludes);
  const excluded = compiled.filter(({ excludes }) => excludes);
  return paths
    .filter((path) => included.some(({ matches }) => matches(path)))
    .filter((path) => !excluded.some(({ matches }) => matches(path)))
    .toSorted();
}

const known = new WeakMap<Structure, readonly string[]>();

/** Every folder of a tree that is not hidden; computed once for all sets. */
function foldersOf(structure: Structure): readonly string[] {
  const found = known.get(structure);
  if (found !== undefined) return found;
  const folders = new Set<string>();
  for (const path of structure.tree.entries.keys()) {
    const folder = folderOf(path);
    if (folders.has(folder)) continue;
    for (const each of foldersAbove(folder)) folders.add(each);
  }
  const visible = [...folders].filter((folder) => folder !== "." && !/(?:^|\/)\./.test(folder));
  known.set(structure, visible);
  return visible;
}
