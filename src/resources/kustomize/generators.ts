import { isJsonArray, type JsonObject, type JsonValue, type ObjectPath } from "../../model/json.ts";
import { fileLocation, type Location } from "../../model/location.ts";
import { type GeneratorField, objectsIn, textOf, textsOf } from "./layers.ts";
import { inFolder, type Layer, locationOf, type Sources } from "./sources.ts";

/** One entry of `configMapGenerator` or `secretGenerator`. */
export interface GeneratorEntry {
  readonly layer: Layer;
  readonly field: GeneratorField;
  readonly index: number;
}

export const generatedTypes: Readonly<Record<GeneratorField, string>> = {
  configMapGenerator: "core/ConfigMap",
  secretGenerator: "core/Secret",
};

export function entryOf({ layer, field, index }: GeneratorEntry): JsonObject {
  return objectsIn(layer.fields[field])[index] ?? {};
}

export function entryLocation({ layer, field, index }: GeneratorEntry): Location {
  return locationOf(layer.path, layer.document.locate([field, index]));
}

/** The line that a value of generated data comes from, where it is the value that stands there; else `null`. */
export function dataPlace(
  sources: Sources,
  entry: GeneratorEntry,
  path: ObjectPath,
  rendered: JsonValue | undefined,
): Location | null {
  const [parent, key] = path;
  if (path.length !== 2 || typeof key !== "string" || typeof rendered !== "string") return null;
  if (parent !== "data" && parent !== "binaryData") return null;
  const value =
    entry.field === "secretGenerator" || parent === "binaryData"
      ? Buffer.from(rendered, "base64").toString("utf8")
      : rendered;
  return (
    literalPlace(entry, key, value) ??
    filePlace(sources, entry, key) ??
    environmentPlace(sources, entry, key, value)
  );
}

function literalPlace(entry: GeneratorEntry, key: string, value: string): Location | null {
  const literals = entryOf(entry)["literals"];
  if (!isJsonArray(literals)) return null;
  const index = literals.findLastIndex(
    (item) =>
      typeof item === "string" &&
      item.startsWith(`${key}=`) &&
      unquoted(item.slice(key.length + 1)) === value,
  );
  if (index === -1) return null;
  const { layer, field } = entry;
  return locationOf(layer.path, layer.document.locate([field, entry.index, "literals", index]));
}

/** kustomize takes quotes away that stand around a whole literal. */
function unquoted(text: string): string {
  return /^(?:"[\s\S]*"|'[\s\S]*')$/.test(text) && text.length > 1 ? text.slice(1, -1) : text;
}

/** A file that is a value as a whole. */
function filePlace(sources: Sources, entry: GeneratorEntry, key: string): Location | null {
  for (const reference of textsOf(entryOf(entry)["files"])) {
    const equals = reference.indexOf("=");
    const path = inFolder(entry.layer.folder, reference.slice(equals + 1));
    const name = equals === -1 ? path.slice(path.lastIndexOf("/") + 1) : reference.slice(0, equals);
    if (name === key && sources.has(path)) return fileLocation(path);
  }
  return null;
}

function environmentPlace(
  sources: Sources,
  entry: GeneratorEntry,
  key: string,
  value: string,
): Location | null {
  const fields = entryOf(entry);
  for (const reference of [...textsOf(fields["envs"]), textOf(fields["env"])]) {
    const path = inFolder(entry.layer.folder, reference);
    const lines = Buffer.from(sources.bytes(path) ?? [])
      .toString("utf8")
      .split("\n");
    const line = lines.findLastIndex(
      (text) => text.trimStart().startsWith(`${key}=`) && text.trimEnd().endsWith(value),
    );
    if (reference !== "" && line !== -1) return { path, startLine: line + 1, endLine: line + 1 };
  }
  return null;
}
