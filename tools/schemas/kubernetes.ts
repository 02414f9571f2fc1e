import type { JsonObject, JsonValue } from "../../src/model/json.ts";
import { isJsonArray, isJsonObject } from "../../src/model/json.ts";

/** One version's `swagger.json`. */
export interface Swagger {
  /** `1.33`. */
  readonly version: string;
  readonly definitions: Readonly<Record<string, JsonObject>>;
}

/** What all versions share, each definition once for as long as it stays the same. */
export interface MergedKubernetes {
  readonly versions: readonly string[];
  /** `apps/v1/Deployment` to its definition, and the indexes of the first version and of the first without it. */
  readonly kinds: Readonly<Record<string, readonly [string, number, number | null]>>;
  /** By name, from which version on which schema holds; `null`: from there on there is none. */
  readonly definitions: Readonly<Record<string, readonly (readonly [number, JsonObject | null])[]>>;
}

/** Oldest version first. */
export function mergeKubernetes(swaggers: readonly Swagger[]): MergedKubernetes {
  const stripped = swaggers.map(({ definitions }) => strippedDefinitions(definitions));
  const eased = withEasedRequirements(stripped);
  const names = [...new Set(eased.flatMap((definitions) => [...definitions.keys()]))].toSorted();
  return {
    versions: swaggers.map(({ version }) => version),
    kinds: kindsOf(swaggers),
    definitions: Object.fromEntries(
      names.map((name) => [name, phases(eased.map((definitions) => definitions.get(name) ?? null))]),
    ),
  };
}

function phases(states: readonly (JsonObject | null)[]): readonly (readonly [number, JsonObject | null])[] {
  return states.flatMap((state, index): (readonly [number, JsonObject | null])[] => {
    const before = index === 0 ? null : (states[index - 1] ?? null);
    return JSON.stringify(before) === JSON.stringify(state) ? [] : [[index, state]];
  });
}

type Definitions = ReadonlyMap<string, JsonObject>;

/**
 * Where a later version does not require a field any more, nobody ever had to write it: the definitions say so late
 * (`podSelector` of a NetworkPolicy in 1.34), and the server took its absence for the empty value all along.
 */
function withEasedRequirements(versions: readonly Definitions[]): readonly Definitions[] {
  const later = new Map<string, readonly string[]>();
  return versions
    .toReversed()
    .map((definitions) => {
      const eased = new Map<string, JsonObject>();
      for (const [name, schema] of definitions) {
        const { required, ...rest } = schema;
        const own = isJsonArray(required) ? required.map(String) : [];
        const known = later.get(name);
        const kept = known === undefined ? own : own.filter((field) => known.includes(field));
        later.set(name, kept);
        eased.set(name, kept.length === 0 ? rest : { ...rest, required: kept });
      }
      return eased;
    })
    .toReversed();
}

function strippedDefinitions(definitions: Readonly<Record<string, JsonObject>>): Definitions {
  return new Map(
    Object.entries(definitions)
      .map(([name, schema]): [string, JsonObject] => [shortName(name), stripped(schema, shortName(name))])
      .toSorted(([left], [right]) => (left < right ? -1 : 1)),
  );
}

/** `io.k8s.api.core.v1.Pod` is `core.v1.Pod`, `io.k8s.apimachinery.pkg.apis.meta.v1.ObjectMeta` `meta.v1.ObjectMeta`. */
function shortName(name: string): string {
  return name
    .replace(/^#\/definitions\//, "")
    .replace(/^io\.k8s\./, "")
    .replace(
      /^(?:api|apimachinery\.pkg\.apis|apimachinery\.pkg|apiextensions-apiserver\.pkg\.apis|kube-aggregator\.pkg\.apis)\./,
      "",
    );
}

/** Values that Go reads in its own way, so that the definition says less than what is taken. */
const ownReading: Readonly<Record<string, JsonObject>> = {
  "util.intstr.IntOrString": { "x-kubernetes-int-or-string": true },
  "api.resource.Quantity": { format: "quantity" },
  "runtime.RawExtension": { "x-kubernetes-preserve-unknown-fields": true },
  "meta.v1.FieldsV1": { "x-kubernetes-preserve-unknown-fields": true },
  "meta.v1.Patch": { "x-kubernetes-preserve-unknown-fields": true },
  "apiextensions.v1.JSON": {},
  "apiextensions.v1.JSONSchemaPropsOrArray": {},
  "apiextensions.v1.JSONSchemaPropsOrBool": {},
  "apiextensions.v1.JSONSchemaPropsOrStringArray": {},
};

function stripped(schema: JsonObject, name: string): JsonObject {
  return ownReading[name] ?? shape(schema);
}

function shape(schema: JsonObject): JsonObject {
  const reference = schema["$ref"];
  if (typeof reference === "string") return { $ref: shortName(reference) };
  const { type, format, required, properties, items, additionalProperties } = schema;
  const isOpen = type === "object" && properties === undefined && additionalProperties === undefined;
  return {
    ...(type === undefined ? {} : { type }),
    ...(typeof format === "string" && ["int32", "date-time"].includes(format) ? { format } : {}),
    ...(required === undefined ? {} : { required }),
    ...(isJsonObject(properties) ? { properties: eachShape(properties) } : {}),
    ...(isJsonObject(items) ? { items: shape(items) } : {}),
    ...(isJsonObject(additionalProperties) ? { additionalProperties: shape(additionalProperties) } : {}),
    ...(isOpen ? { "x-kubernetes-preserve-unknown-fields": true } : {}),
  };
}

function eachShape(properties: JsonObject): JsonObject {
  return Object.fromEntries(
    Object.entries(properties).flatMap(([name, schema]): [string, JsonValue][] =>
      isJsonObject(schema) ? [[name, shape(schema)]] : [],
    ),
  );
}

/** Objects that somebody may write: what has metadata of its own. Options and lists of a call have other ones. */
function kindsOf(swaggers: readonly Swagger[]): MergedKubernetes["kinds"] {
  const found = new Map<string, [string, number, number | null]>();
  for (const [index, { definitions }] of swaggers.entries()) {
    const here = new Set<string>();
    for (const [name, schema] of Object.entries(definitions)) {
      for (const kind of kindNames(schema)) {
        here.add(kind);
        if (!found.has(kind)) found.set(kind, [shortName(name), index, null]);
      }
    }
    for (const [kind, entry] of found) if (entry[2] === null && !here.has(kind)) entry[2] = index;
  }
  return Object.fromEntries([...found].toSorted(([left], [right]) => (left < right ? -1 : 1)));
}

function kindNames(schema: JsonObject): readonly string[] {
  const kinds = schema["x-kubernetes-group-version-kind"];
  const { properties } = schema;
  if (!isJsonArray(kinds) || !isJsonObject(properties)) return [];
  const metadata = properties["metadata"];
  if (!isJsonObject(metadata) || !String(metadata["$ref"]).endsWith(".ObjectMeta")) return [];
  return kinds.flatMap((kind) => {
    if (!isJsonObject(kind)) return [];
    const group = kind["group"] === "" ? "core" : String(kind["group"]);
    return [`${group}/${String(kind["version"])}/${String(kind["kind"])}`];
  });
}
