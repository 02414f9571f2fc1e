import { bareSchema, isObject, type Json, type JsonObject, objectAt, referenced } from "./schema.ts";
import { shareParts } from "./shared-parts.ts";

interface Found {
  readonly method: string;
  readonly path: string;
  readonly operation: JsonObject;
}

/**
 * Where GitHub's description contradicts itself. The account of a listed installation is described as a user and an
 * enterprise at once; that of one installation as either.
 */
const corrections: JsonObject = {
  "apps/list-installations": { type: "array", items: { $ref: "#/schemas/installation" } },
};

/** The part of GitHub's description that names these operations and webhooks, without prose. */
export function takeFrom(
  description: JsonObject,
  operations: readonly string[],
  webhooks: readonly string[],
): JsonObject {
  const all = findOperations(description);
  const taken: Record<string, Json> = {};
  for (const id of [...operations].sort()) {
    const found = all.get(id);
    if (found === undefined) throw new Error(`GitHub's description has no operation ${id}.`);
    taken[id] = bareOperation(description, found);
  }
  const events: Record<string, Json> = {};
  for (const id of [...webhooks].sort()) {
    const post = objectAt(description, "x-webhooks", id, "post");
    events[id] = bareSchema(objectAt(post, "requestBody", "content", "application/json", "schema"));
  }
  const schemas = Object.fromEntries(
    Object.entries(objectAt(description, "components", "schemas")).map(([name, schema]) => [
      name,
      bareSchema(schema),
    ]),
  );
  const names = [...referenced([taken, events], schemas)].sort();
  const used = Object.fromEntries(names.map((name) => [name, schemas[name] ?? true]));
  return {
    source: `${objectAt(description, "info")["version"] ?? ""}`,
    operations: taken,
    webhooks: events,
    schemas: shareParts(used),
  };
}

function findOperations(description: JsonObject): ReadonlyMap<string, Found> {
  const found = new Map<string, Found>();
  for (const [path, item] of Object.entries(objectAt(description, "paths"))) {
    for (const [method, operation] of Object.entries(isObject(item) ? item : {})) {
      const id = isObject(operation) ? operation["operationId"] : undefined;
      if (isObject(operation) && typeof id === "string") found.set(id, { method, path, operation });
    }
  }
  return found;
}

function bareOperation(description: JsonObject, { method, path, operation }: Found): JsonObject {
  const correct = corrections[String(operation["operationId"])];
  const responses = Object.entries(objectAt(operation, "responses")).map(([status, response]) => [
    status,
    (status === "200" ? correct : undefined) ?? contentOf(resolved(description, response)),
  ]);
  const body = operation["requestBody"];
  const parameters = operation["parameters"];
  return {
    method: method.toUpperCase(),
    path,
    installations: objectAt(operation, "x-github")["enabledForGitHubApps"] === true,
    parameters: (Array.isArray(parameters) ? parameters : []).map((parameter: Json) =>
      bareParameter(resolved(description, parameter)),
    ),
    body: body === undefined ? null : contentOf(resolved(description, body)),
    bodyRequired: isObject(body) && body["required"] === true,
    responses: Object.fromEntries(responses) as JsonObject,
  };
}

function bareParameter(parameter: JsonObject): JsonObject {
  return {
    name: parameter["name"] ?? "",
    in: parameter["in"] ?? "",
    required: parameter["required"] === true,
    schema: bareSchema(parameter["schema"] ?? true),
  };
}

/** `null`: nothing, or nothing that is JSON. */
function contentOf(value: JsonObject): Json {
  const content = value["content"];
  if (!isObject(content)) return null;
  const json = content["application/json"] ?? content["application/vnd.github.object+json"];
  return isObject(json) && json["schema"] !== undefined ? bareSchema(json["schema"]) : null;
}

function resolved(description: JsonObject, value: Json): JsonObject {
  if (!isObject(value)) throw new Error("GitHub's description has no object where one is expected.");
  const reference = value["$ref"];
  if (typeof reference !== "string") return value;
  return objectAt(description, ...reference.slice("#/".length).split("/"));
}
