import { composeIncludes } from "../../../formats/compose-references.ts";
import { holdsFormat } from "../../../formats/file-format.ts";
import { digestOf } from "../../../model/digest.ts";
import {
  isJsonArray,
  isJsonObject,
  type JsonObject,
  type JsonValue,
  type ObjectPath,
  type Pointer,
  pointerOf,
} from "../../../model/json.ts";
import type { Location } from "../../../model/location.ts";
import type { Resource } from "../../../model/resource.ts";
import { joinTreePath } from "../../../model/tree-path.ts";
import type { FileInput, FileReading } from "../file-reading.ts";
import { readYamlFile, type YamlObject } from "../yaml-file.ts";
import { createExtender } from "./extend.ts";
import { interpolated } from "./interpolate.ts";

/**
 * A Compose file as Compose sees it where no variable is set: `extends` of files of the repository is merged in,
 * `environment` and `labels` are maps, variables without a default are unknown.
 */
export function readCompose(input: FileInput): FileReading {
  return joined([input, ...includedInputs(input)].map(readOne));
}

function readOne(input: FileInput): FileReading {
  return readYamlFile(input, "compose_file", (document) => composeOf(input, document));
}

function joined(readings: readonly FileReading[]): FileReading {
  return {
    resources: readings.flatMap(({ resources }) => resources),
    diagnostics: readings.flatMap(({ diagnostics }) => diagnostics),
    notEvaluated: readings.flatMap(({ notEvaluated }) => notEvaluated),
  };
}

/** Files that `include` brings and that are no Compose files by their own name: those are read for themselves. */
function includedInputs(input: FileInput): readonly FileInput[] {
  const found = new Map<string, FileInput>();
  const waiting = [input];
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    for (const reference of composeIncludes(next.bytes)) {
      const path = joinTreePath(folderOf(next.path), reference);
      const bytes = input.files.get(path);
      if (bytes === undefined || found.has(path) || path === input.path || holdsFormat(path, bytes)) continue;
      const included = { ...input, path, bytes };
      found.set(path, included);
      waiting.push(included);
    }
  }
  return [...found.values()];
}

function folderOf(path: string): string {
  return path.slice(0, Math.max(0, path.lastIndexOf("/")));
}

function composeOf(input: FileInput, document: YamlObject): Partial<Resource> {
  const extender = createExtender(input, document);
  const { services } = document.object;
  const merged = !isJsonObject(services)
    ? document.object
    : {
        ...document.object,
        services: Object.fromEntries(
          Object.keys(services).map((name): [string, JsonValue] => [name, asMaps(extender.service(name))]),
        ),
      };
  const unknown = new Map<Pointer, string>();
  const object = filledIn(merged, [], unknown);
  return {
    object: isJsonObject(object) ? object : {},
    unknown,
    locate: (path) => placeOf(extender.locate, document.object, path),
  };
}

/** `- NAME=value` and `NAME: value` mean the same; a name without a value comes from where it runs. */
function asMaps(service: JsonObject): JsonObject {
  return Object.fromEntries(
    Object.entries(service).map(([key, value]): [string, JsonValue] =>
      mapFields.has(key) && isJsonArray(value) ? [key, asMap(value)] : [key, value],
    ),
  );
}

const mapFields: ReadonlySet<string> = new Set(["environment", "labels"]);

function asMap(list: readonly JsonValue[]): JsonObject {
  return Object.fromEntries(
    list.flatMap((item): [string, JsonValue][] => {
      if (typeof item !== "string") return [];
      const equals = item.indexOf("=");
      return equals === -1 ? [[item, null]] : [[item.slice(0, equals), item.slice(equals + 1)]];
    }),
  );
}

/** The element of a list that a name of the map was made of, and its own place otherwise. */
function placeOf(locate: (path: ObjectPath) => Location, written: JsonObject, path: ObjectPath): Location {
  const [, service, field, name] = path;
  if (path[0] !== "services" || typeof field !== "string" || !mapFields.has(field)) return locate(path);
  const { services } = written;
  const own = isJsonObject(services) ? services[String(service)] : undefined;
  const list = isJsonObject(own) ? own[field] : undefined;
  if (!isJsonArray(list)) return locate(path);
  const index = list.findIndex((item) => item === name || String(item).startsWith(`${name}=`));
  return locate(index === -1 ? path.slice(0, 3) : [...path.slice(0, 3), index]);
}

/** Unknown values leave a map and stand as `null` in a list. */
function filledIn(value: JsonValue, path: ObjectPath, unknown: Map<Pointer, string>): JsonValue | undefined {
  if (isJsonArray(value))
    return value.map((item, index) => filledIn(item, [...path, index], unknown) ?? null);
  if (isJsonObject(value)) {
    const entries = Object.entries(value).map(([key, item]): [string, JsonValue | undefined] => [
      key,
      filledIn(item, [...path, key], unknown),
    ]);
    return Object.fromEntries(
      entries.filter((entry): entry is [string, JsonValue] => entry[1] !== undefined),
    );
  }
  if (typeof value !== "string") return value;
  const text = interpolated(value);
  if (text === null) unknown.set(pointerOf(path), digestOf(value));
  return text ?? undefined;
}
