import { readYaml } from "../../formats/yaml/index.ts";
import { isJsonObject, type JsonObject, type JsonValue } from "../../model/json.ts";
import type { SourceFiles, SourceProblem } from "../../model/policy-sources.ts";
import { problemAt, sentences } from "./problems.ts";

type DataResult =
  | { readonly kind: "data"; readonly value: JsonObject }
  | { readonly kind: "problem"; readonly problem: SourceProblem };

type Mutable = { [key: string]: JsonValue };

/**
 * The YAML and JSON of a source as one object, as OPA's loader makes it (`--data`): files of the folder itself at the
 * top, those of a folder below it under the folder's name.
 */
export function dataOf({ source, files }: SourceFiles): DataResult {
  const roots = source.data ?? [source.path];
  let merged: JsonObject = {};
  for (const [path, text] of Object.entries(files).toSorted(([a], [b]) => (a < b ? -1 : 1))) {
    if (!/\.(?:ya?ml|json)$/.test(path)) continue;
    const folders = foldersBelow(path, roots);
    if (folders === null) continue;
    const read = readData(path, text);
    if (read.kind === "problem") return read;
    const nested = folders.reduceRight<JsonObject>((inner, folder) => ({ [folder]: inner }), read.value);
    const together = mergedObjects(merged, nested, []);
    if (together.kind === "conflict")
      return { kind: "problem", problem: problemAt(path, sentences.dataConflict(together.key)) };
    merged = together.value;
  }
  return { kind: "data", value: merged };
}

/** The names of the folders between the nearest root and the file; `null`: it lies below none of them. */
function foldersBelow(path: string, roots: readonly string[]): readonly string[] | null {
  const found = roots
    .filter((root) => root === "." || path === root || path.startsWith(`${root}/`))
    .toSorted((a, b) => b.length - a.length)[0];
  if (found === undefined) return null;
  if (path === found) return [];
  const below = found === "." ? path : path.slice(found.length + 1);
  return below.split("/").slice(0, -1);
}

function readData(path: string, text: string): DataResult {
  const file = readYaml(Buffer.from(text));
  const [document] = file.kind === "documents" ? file.documents : [];
  if (file.kind === "documents" && document === undefined) return { kind: "data", value: {} };
  if (document?.kind === "value" && isJsonObject(document.value))
    return { kind: "data", value: document.value };
  const detail =
    document?.kind === "broken"
      ? document.detail
      : document === undefined
        ? "it is no text"
        : "it holds no map";
  const line = document?.kind === "broken" ? document.line : 1;
  return { kind: "problem", problem: problemAt(path, sentences.data(detail), line) };
}

function mergedObjects(
  left: JsonObject,
  right: JsonObject,
  above: readonly string[],
):
  | { readonly kind: "merged"; readonly value: JsonObject }
  | { readonly kind: "conflict"; readonly key: string } {
  const result: Mutable = { ...left };
  for (const [key, value] of Object.entries(right)) {
    const other = Object.hasOwn(left, key) ? left[key] : undefined;
    if (other === undefined) {
      result[key] = value;
      continue;
    }
    if (!isJsonObject(other) || !isJsonObject(value))
      return { kind: "conflict", key: [...above, key].join(".") };
    const inner = mergedObjects(other, value, [...above, key]);
    if (inner.kind === "conflict") return inner;
    result[key] = inner.value;
  }
  return { kind: "merged", value: result };
}
