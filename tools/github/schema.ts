/** JSON, as GitHub's description is written in. */
export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };
export type JsonObject = { readonly [key: string]: Json };

export function isObject(value: Json | undefined): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

export function objectAt(value: Json | undefined, ...path: readonly string[]): JsonObject {
  let current: Json | undefined = value;
  for (const key of path) current = isObject(current) ? current[key] : undefined;
  if (!isObject(current)) throw new Error(`GitHub's description has no object at ${path.join(" → ")}.`);
  return current;
}

/** Prose, and what only says how a value looks in an example. */
const dropped = new Set([
  "description",
  "summary",
  "title",
  "example",
  "examples",
  "default",
  "externalDocs",
  "deprecated",
  "discriminator",
  "readOnly",
]);

/** GitHub's values do not keep to the other formats: its addresses hold templates, for one. */
const formatsKept = new Set(["date-time"]);

/**
 * A schema without prose, with references to `#/schemas/…`. `oneOf` becomes `anyOf`: GitHub's alternatives overlap, so
 * that its own answers fit several of them.
 */
export function bareSchema(value: Json): Json {
  if (Array.isArray(value)) return value.map(bareSchema);
  if (!isObject(value)) return value;
  if (namesEvents(value["enum"])) return { type: "string" };
  const bare: Record<string, Json> = {};
  for (const [key, part] of Object.entries(value)) {
    if (dropped.has(key) || key.startsWith("x-")) continue;
    if (key === "format" && !formatsKept.has(String(part))) continue;
    if (key === "properties") bare[key] = bareProperties(part);
    else if (key === "enum" || key === "required") bare[key] = part;
    else if (key === "$ref") bare[key] = String(part).replace("#/components/schemas/", "#/schemas/");
    else bare[key === "oneOf" ? "anyOf" : key] = bareSchema(part);
  }
  return bare["nullable"] === true ? withNull(bare) : bare;
}

/** GitHub lists the events of an App in several places, each time others, and newer ones nowhere. */
function namesEvents(values: Json | undefined): boolean {
  return Array.isArray(values) && values.includes("pull_request") && values.includes("push");
}

/** `nullable` speaks of `type` alone: beside other keywords, JSON Schema wants `null` said by itself. */
function withNull({ nullable: _nullable, ...schema }: JsonObject): JsonObject {
  const values = schema["enum"];
  if (Array.isArray(values))
    return { ...schema, enum: [...new Set([...values, null])], ...nullableType(schema) };
  if (schema["type"] !== undefined) return { ...schema, ...nullableType(schema) };
  return Object.keys(schema).length === 0 ? {} : { anyOf: [schema, { type: "null" }] };
}

function nullableType({ type }: JsonObject): JsonObject {
  return typeof type === "string" ? { type: [type, "null"] } : {};
}

function bareProperties(value: Json): Json {
  if (!isObject(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([name, schema]) => [name, bareSchema(schema)]));
}

/** Names of all schemas that these lead to. */
export function referenced(roots: readonly Json[], schemas: JsonObject): ReadonlySet<string> {
  const names = new Set<string>();
  const walk = (value: Json | undefined): void => {
    if (Array.isArray(value)) value.forEach(walk);
    else if (isObject(value)) {
      for (const [key, part] of Object.entries(value)) {
        if (key === "$ref" && typeof part === "string") follow(part);
        else walk(part);
      }
    }
  };
  const follow = (reference: string): void => {
    const name = reference.slice("#/schemas/".length);
    if (names.has(name)) return;
    names.add(name);
    walk(schemas[name]);
  };
  roots.forEach(walk);
  return names;
}
