import { parseAllDocuments } from "yaml";
import { isJsonArray, isJsonObject, type JsonObject, type JsonValue, valueAt } from "../../src/model/json.ts";

/** The kinds of one project; a part that stands in several places is there once, under a number. */
export interface CustomSchemas {
  readonly kinds: Readonly<Record<string, CustomKindSchema>>;
  readonly definitions: Readonly<Record<string, JsonObject>>;
}

export interface CustomKindSchema {
  readonly schema: JsonObject;
  readonly served: boolean;
  readonly deprecated: boolean;
}

/** From the text of files with CustomResourceDefinitions. */
export function readCustomSchemas(texts: readonly string[]): CustomSchemas {
  const kinds = new Map<string, CustomKindSchema>();
  for (const text of texts) {
    for (const document of parseAllDocuments(text)) {
      const definition: JsonValue = document.toJS();
      if (isJsonObject(definition)) for (const [name, kind] of versionsOf(definition)) kinds.set(name, kind);
    }
  }
  return shared(new Map([...kinds].toSorted(([left], [right]) => (left < right ? -1 : 1))));
}

function versionsOf(definition: JsonObject): readonly (readonly [string, CustomKindSchema])[] {
  const group = valueAt(definition, ["spec", "group"]);
  const kind = valueAt(definition, ["spec", "names", "kind"]);
  const versions = valueAt(definition, ["spec", "versions"]);
  if (definition["kind"] !== "CustomResourceDefinition" || !isJsonArray(versions)) return [];
  return versions.filter(isJsonObject).flatMap((version) => {
    const schema = valueAt(version, ["schema", "openAPIV3Schema"]);
    if (!isJsonObject(schema)) return [];
    const entry = {
      schema: withoutStatus(stripped(schema)),
      served: version["served"] === true,
      deprecated: version["deprecated"] === true,
    };
    return [[`${String(group)}/${String(version["name"])}/${String(kind)}`, entry] as const];
  });
}

/** What checks nothing: words for people, defaults, and expressions that are not evaluated here. */
const unread = new Set([
  "description",
  "title",
  "default",
  "example",
  "externalDocs",
  "x-kubernetes-validations",
  "x-kubernetes-map-type",
]);

function stripped(schema: JsonObject): JsonObject {
  return Object.fromEntries(
    Object.entries(schema)
      .filter(([key]) => !unread.has(key))
      .map(([key, value]): [string, JsonValue] => [key, strippedPart(key, value)]),
  );
}

function strippedPart(key: string, value: JsonValue): JsonValue {
  if (key === "properties" && isJsonObject(value)) {
    return Object.fromEntries(
      Object.entries(value).map(([name, inner]) => [name, isJsonObject(inner) ? stripped(inner) : inner]),
    );
  }
  if (["items", "additionalProperties", "not"].includes(key) && isJsonObject(value)) return stripped(value);
  if (["allOf", "anyOf", "oneOf"].includes(key) && isJsonArray(value)) {
    return value.map((inner) => (isJsonObject(inner) ? stripped(inner) : inner));
  }
  return value;
}

/** Nobody writes a status, and what the server sets is not judged. */
function withoutStatus(schema: JsonObject): JsonObject {
  const { properties } = schema;
  if (!isJsonObject(properties) || properties["status"] === undefined) return schema;
  return {
    ...schema,
    properties: { ...properties, status: { "x-kubernetes-preserve-unknown-fields": true } },
  };
}

/** Shorter than this, a part costs less than the reference to it. */
const sharedCharactersMin = 200;

/** A pod's spec stands in most operators' kinds several times: it is kept once. */
function shared(kinds: ReadonlyMap<string, CustomKindSchema>): CustomSchemas {
  const counts = new Map<string, number>();
  const count = (schema: JsonValue): void => {
    if (isJsonObject(schema) && isSchema(schema)) {
      const text = JSON.stringify(schema);
      const seen = counts.get(text) ?? 0;
      if (text.length >= sharedCharactersMin) counts.set(text, seen + 1);
      if (seen > 0) return;
    }
    if (isJsonObject(schema)) for (const inner of Object.values(schema)) count(inner);
  };
  for (const { schema } of kinds.values()) count(schema);
  const names = new Map<string, string>();
  const definitions: Record<string, JsonObject> = {};
  const refer = (schema: JsonValue): JsonValue => {
    if (!isJsonObject(schema)) return schema;
    const text = isSchema(schema) ? JSON.stringify(schema) : "";
    if ((counts.get(text) ?? 0) < 2) return inside(schema);
    const known = names.get(text);
    const name = known ?? String(names.size);
    if (known === undefined) {
      names.set(text, name);
      definitions[name] = inside(schema);
    }
    return { $ref: name };
  };
  const inside = (schema: JsonObject): JsonObject =>
    Object.fromEntries(Object.entries(schema).map(([key, value]) => [key, refer(value)]));
  const referred = [...kinds].map(
    ([name, kind]) => [name, { ...kind, schema: inside(kind.schema) }] as const,
  );
  return { kinds: Object.fromEntries(referred), definitions };
}

/** A table of properties may hold one that is called "type"; a schema's `type` is a word. */
function isSchema(value: JsonObject): boolean {
  return typeof value["type"] === "string";
}
