import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { parseAllDocuments } from "yaml";
import { isJsonArray, isJsonObject, type JsonObject, type JsonValue, valueAt } from "../../src/model/json.ts";
import { fetchModules, filesOf, nameOf } from "../schemas/modules.ts";
import { projectSources } from "../schemas/sources.ts";

/** `group/version/Kind` to what a CustomResourceDefinition says, as it stands there. */
export type CustomSchemas = ReadonlyMap<string, JsonObject>;

/**
 * JSON Schemas as kubeconform's own scripts make them (openapi2jsonschema, strict): written to a folder from Kubernetes'
 * OpenAPI and from the definitions of the projects, by nothing that our own build of schemas uses.
 */
export function writeJsonSchemas(folder: string, kubernetes: string, customs: CustomSchemas): void {
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  const write = (name: string, schema: JsonObject) =>
    writeFileSync(join(folder, `${name}.json`), JSON.stringify(schema));
  const swagger = JSON.parse(readFileSync(join(kubernetes, "api/openapi-spec/swagger.json"), "utf8"));
  const definitions: Readonly<Record<string, JsonObject>> = swagger.definitions;
  write("_definitions", {
    definitions: Object.fromEntries(
      Object.entries(definitions).map(([name, schema]) => [name, special[name] ?? strict(schema)]),
    ),
  });
  for (const [name, schema] of Object.entries(definitions)) {
    for (const kind of kindsOf(schema)) write(kind, { $ref: `_definitions.json#/definitions/${name}` });
  }
  for (const [name, schema] of customs) write(fileName(name), withMetadata(strict(schema)));
}

/** As kubeconform asks for it: the kind in small letters, and the version as the group of what has none. */
function fileName(name: string): string {
  const [group = "", version = "", kind = ""] = name.split("/");
  return `${group === "" ? version : group}_${version}_${kind.toLowerCase()}`;
}

function kindsOf(schema: JsonObject): readonly string[] {
  const kinds = schema["x-kubernetes-group-version-kind"];
  return (isJsonArray(kinds) ? kinds : [])
    .filter(isJsonObject)
    .map(({ group, version, kind }) => fileName(`${String(group)}/${String(version)}/${String(kind)}`));
}

const textOrNumber: JsonObject = { oneOf: [{ type: "string" }, { type: "number" }, { type: "null" }] };

/** What openapi2jsonschema replaces, because Go reads more than the definition says. */
const special: Readonly<Record<string, JsonObject>> = {
  "io.k8s.apimachinery.pkg.util.intstr.IntOrString": { oneOf: [{ type: "string" }, { type: "integer" }] },
  "io.k8s.apimachinery.pkg.api.resource.Quantity": textOrNumber,
};

/** No field that is not named, null for what may be left out, references to one file. */
function strict(schema: JsonObject): JsonObject {
  const { $ref: reference } = schema;
  if (typeof reference === "string") {
    return { $ref: reference.replace("#/definitions/", "_definitions.json#/definitions/") };
  }
  if (schema["x-kubernetes-int-or-string"] === true) {
    return { oneOf: [{ type: "string" }, { type: "integer" }, { type: "null" }] };
  }
  const { properties, items, additionalProperties, type } = schema;
  const isOpen =
    schema["x-kubernetes-preserve-unknown-fields"] === true || additionalProperties !== undefined;
  return {
    ...schema,
    ...(typeof type === "string" ? { type: [type, "null"] } : {}),
    ...(isJsonObject(properties) ? { properties: eachStrict(properties) } : {}),
    ...(isJsonObject(properties) && !isOpen ? { additionalProperties: false } : {}),
    ...(isJsonObject(items) ? { items: strict(items) } : {}),
    ...(isJsonObject(additionalProperties) ? { additionalProperties: strict(additionalProperties) } : {}),
  };
}

function eachStrict(properties: JsonObject): JsonObject {
  return Object.fromEntries(
    Object.entries(properties).map(([name, schema]): [string, JsonValue] => [
      name,
      isJsonObject(schema) ? strict(schema) : schema,
    ]),
  );
}

/** A definition says nothing of metadata; Kubernetes holds it to its own. */
function withMetadata(schema: JsonObject): JsonObject {
  const { properties } = schema;
  if (!isJsonObject(properties)) return schema;
  const metadata = {
    $ref: "_definitions.json#/definitions/io.k8s.apimachinery.pkg.apis.meta.v1.ObjectMeta",
  };
  const own = { apiVersion: { type: "string" }, kind: { type: "string" }, metadata };
  return { ...schema, properties: { ...properties, ...own } };
}

/** Every version of every kind that the projects define. */
export function customSchemas(): CustomSchemas {
  const sources = projectSources.flatMap((project) => project.sources);
  const modules = fetchModules(sources);
  const found = new Map<string, JsonObject>();
  for (const source of sources) {
    const { folder } = modules.get(nameOf(source)) ?? { folder: "" };
    for (const text of filesOf(folder, source.paths)) {
      for (const document of parseAllDocuments(text)) {
        const definition: JsonValue = document.toJS();
        for (const [name, schema] of versionsOf(definition)) found.set(name, schema);
      }
    }
  }
  return found;
}

function versionsOf(definition: JsonValue): readonly (readonly [string, JsonObject])[] {
  const versions = valueAt(definition, ["spec", "versions"]);
  return (isJsonArray(versions) ? versions : []).flatMap((version) => {
    const schema = valueAt(version, ["schema", "openAPIV3Schema"]);
    const names = [
      ["spec", "group"],
      ["spec", "names", "kind"],
    ].map((path) => valueAt(definition, path));
    const name = `${String(names[0])}/${String(valueAt(version, ["name"]))}/${String(names[1])}`;
    return isJsonObject(schema) ? [[name, schema] as const] : [];
  });
}
