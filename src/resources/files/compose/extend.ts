import { readYaml } from "../../../formats/yaml/index.ts";
import {
  isJsonArray,
  isJsonObject,
  type JsonObject,
  type JsonValue,
  type ObjectPath,
} from "../../../model/json.ts";
import type { Location } from "../../../model/location.ts";
import { joinTreePath } from "../../../model/tree-path.ts";
import type { FileInput } from "../file-reading.ts";
import { type YamlObject, yamlObject } from "../yaml-file.ts";

/** Longer chains are mistakes, or circles. */
const extendsDepthMax = 10;

export interface Extender {
  /** The service with what it extends below its own fields. */
  readonly service: (name: string) => JsonObject;
  /** The place of a value in the file that says it. */
  readonly locate: (path: ObjectPath) => Location;
}

/** Follows `extends` through this file and other files of the root. What is not there adds nothing. */
export function createExtender(input: FileInput, own: YamlObject): Extender {
  const files = new Map<string, YamlObject | null>([[input.path, own]]);
  const fileAt = (path: string): YamlObject | null => {
    const known = files.get(path);
    if (known !== undefined) return known;
    const read = readOther(path, input.files.get(path));
    files.set(path, read);
    return read;
  };
  const chainOf = (path: string, name: string, depth: number): readonly Link[] => {
    const file = fileAt(path);
    const service = serviceIn(file, name);
    if (file === null || service === null) return [];
    const next = depth < extendsDepthMax ? extended(path, service["extends"] ?? null) : null;
    return [{ file, name, service }, ...(next === null ? [] : chainOf(next.path, next.name, depth + 1))];
  };
  return {
    service: (name) =>
      chainOf(input.path, name, 0).reduceRight<JsonObject>(
        (merged, { service }) => laidOver(merged, service),
        {},
      ),
    locate: (path) => {
      const [top, name, field] = path;
      if (top !== "services" || typeof name !== "string" || field === undefined) return own.locate(path);
      const link = chainOf(input.path, name, 0).find(({ service }) => Object.hasOwn(service, field));
      return link === undefined
        ? own.locate(path)
        : link.file.locate(["services", link.name, ...path.slice(2)]);
    },
  };
}

interface Link {
  readonly file: YamlObject;
  readonly name: string;
  readonly service: JsonObject;
}

function readOther(path: string, bytes: Uint8Array | undefined): YamlObject | null {
  const file = bytes === undefined ? null : readYaml(bytes);
  const document = file?.kind === "documents" ? file.documents[0] : undefined;
  return document?.kind === "value" ? yamlObject(path, document) : null;
}

function serviceIn(file: YamlObject | null, name: string): JsonObject | null {
  const services = file?.object["services"];
  const service = isJsonObject(services) && Object.hasOwn(services, name) ? services[name] : undefined;
  return isJsonObject(service) ? service : null;
}

function extended(from: string, value: JsonValue): { readonly path: string; readonly name: string } | null {
  if (typeof value === "string") return { path: from, name: value };
  if (!isJsonObject(value) || typeof value["service"] !== "string") return null;
  const { file } = value;
  const path =
    typeof file === "string" ? joinTreePath(from.slice(0, Math.max(0, from.lastIndexOf("/"))), file) : from;
  return { path, name: value["service"] };
}

/** Maps are merged, lists appended, everything else replaced. */
function laidOver(below: JsonObject, above: JsonObject): JsonObject {
  const merged: Record<string, JsonValue> = { ...below };
  for (const [key, value] of Object.entries(above)) {
    const under = Object.hasOwn(below, key) ? (below[key] ?? null) : null;
    if (isJsonObject(value) && isJsonObject(under)) merged[key] = laidOver(under, value);
    else if (isJsonArray(value) && isJsonArray(under) && key !== "command" && key !== "entrypoint")
      merged[key] = [...under, ...value];
    else merged[key] = value;
  }
  delete merged["extends"];
  return merged;
}
