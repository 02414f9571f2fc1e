import { digestOf } from "../model/digest.ts";
import { isJsonArray, isJsonObject, type JsonObject, type JsonValue, valueAt } from "../model/json.ts";

/** What a CustomResourceDefinition of the repository says about its kind. */
export interface CustomKind {
  readonly scope: "Namespaced" | "Cluster";
  /** By version, `v1`. */
  readonly versions: Readonly<Record<string, CustomVersion>>;
}

export interface CustomVersion {
  /** As it stands in the definition; `null` where it has none, or one that keeps whatever it does not name. */
  readonly definition: JsonObject | null;
  readonly served: boolean;
  readonly deprecated: boolean;
  /** Digest of its schema; `null` where it has none. */
  readonly schema: string | null;
  /** Pattern of each list whose elements are told apart by keys (`x-kubernetes-list-map-keys`): `*` is any index or key. */
  readonly listKeys: readonly { readonly path: readonly string[]; readonly keys: readonly string[] }[];
}

/** Schemas nest; nobody writes an object that is deeper than this, and a hostile schema would be. */
const schemaDepthMax = 40;
/** Lists with keys in one schema: the largest known definitions have some hundreds. */
const listKeysMax = 2_000;

/** By `group/Kind`. Where two definitions are about one kind, the first one counts. */
export function customKinds(objects: Iterable<JsonObject>): ReadonlyMap<string, CustomKind> {
  const kinds = new Map<string, CustomKind>();
  for (const object of objects) {
    const found = customKindOf(object);
    if (found !== null && !kinds.has(found.type)) kinds.set(found.type, found.kind);
  }
  return kinds;
}

function customKindOf(object: JsonObject): { readonly type: string; readonly kind: CustomKind } | null {
  if (object["kind"] !== "CustomResourceDefinition") return null;
  const group = valueAt(object, ["spec", "group"]);
  const kind = valueAt(object, ["spec", "names", "kind"]);
  if (typeof group !== "string" || typeof kind !== "string") return null;
  const scope = valueAt(object, ["spec", "scope"]) === "Cluster" ? "Cluster" : "Namespaced";
  const versions = valueAt(object, ["spec", "versions"]);
  // The first version of the format had one schema for all versions, and named the only one apart.
  const shared = valueAt(object, ["spec", "validation", "openAPIV3Schema"]);
  const single = valueAt(object, ["spec", "version"]);
  const named = isJsonArray(versions) ? versions : typeof single === "string" ? [{ name: single }] : [];
  const entries = named.flatMap((version): [string, CustomVersion][] => {
    const name = valueAt(version, ["name"]);
    if (typeof name !== "string") return [];
    return [
      [
        name,
        versionOf(valueAt(version, ["schema", "openAPIV3Schema"]) ?? shared, version, keepsUnknown(object)),
      ],
    ];
  });
  return { type: `${group}/${kind}`, kind: { scope, versions: Object.fromEntries(entries) } };
}

/** In the first version of the format nothing was dropped unless the definition said so; in the second it can be switched off. */
function keepsUnknown(object: JsonObject): boolean {
  const said = valueAt(object, ["spec", "preserveUnknownFields"]);
  return object["apiVersion"] === "apiextensions.k8s.io/v1beta1" ? said !== false : said === true;
}

function versionOf(schema: JsonValue | undefined, version: JsonValue, keepsAll: boolean): CustomVersion {
  const served = valueAt(version, ["served"]) !== false;
  const deprecated = valueAt(version, ["deprecated"]) === true;
  if (!isJsonObject(schema)) return { schema: null, definition: null, served, deprecated, listKeys: [] };
  const listKeys: CustomVersion["listKeys"][number][] = [];
  collectListKeys(schema, [], listKeys);
  return { schema: digestOf(schema), definition: keepsAll ? null : schema, served, deprecated, listKeys };
}

function collectListKeys(
  schema: JsonValue | undefined,
  path: readonly string[],
  found: CustomVersion["listKeys"][number][],
): void {
  if (!isJsonObject(schema) || path.length > schemaDepthMax || found.length >= listKeysMax) return;
  const keys = schema["x-kubernetes-list-map-keys"];
  if (schema["x-kubernetes-list-type"] === "map" && isJsonArray(keys)) {
    found.push({ path, keys: keys.filter((key) => typeof key === "string") });
  }
  const { properties } = schema;
  if (isJsonObject(properties)) {
    for (const [name, inner] of Object.entries(properties)) collectListKeys(inner, [...path, name], found);
  }
  collectListKeys(schema["items"], [...path, "*"], found);
  collectListKeys(schema["additionalProperties"], [...path, "*"], found);
}
