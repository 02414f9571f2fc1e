import { isJsonArray, isJsonObject, type JsonObject, type JsonValue } from "../../model/json.ts";

/**
 * The part of OpenAPI's schema that custom resource definitions enforce on the parameters of a constraint. Fields that a
 * schema does not name are allowed, because the API server prunes them and refuses nothing.
 */
type Step = string | number;

/** What is wrong with a value, as a sentence without its end; `null`: nothing. */
export function schemaProblem(value: JsonValue, schema: JsonObject, path: readonly Step[]): string | null {
  const at = pathText(path);
  const wrongType = typeProblem(value, schema);
  if (wrongType !== null) return `${at} ${wrongType}`;
  const { enum: allowed } = schema;
  if (isJsonArray(allowed) && !allowed.some((one) => JSON.stringify(one) === JSON.stringify(value)))
    return `${at} has to be one of ${allowed.map((one) => JSON.stringify(one)).join(", ")}`;
  const wrongSize = sizeProblem(value, schema);
  if (wrongSize !== null) return `${at} ${wrongSize}`;
  if (isJsonArray(value))
    return firstProblem(
      value.map((item, index): Inner => [item, schema["items"], index]),
      path,
    );
  if (!isJsonObject(value)) return null;
  const required = isJsonArray(schema["required"]) ? schema["required"] : [];
  const missing = required.find((key) => typeof key === "string" && !Object.hasOwn(value, key));
  if (missing !== undefined) return `${pathText([...path, String(missing)])} is missing`;
  const { properties, additionalProperties: others } = schema;
  const inner = Object.entries(value).map(([key, item]): Inner => {
    const own = isJsonObject(properties) && Object.hasOwn(properties, key) ? properties[key] : others;
    return [item, own, key];
  });
  return firstProblem(inner, path);
}

/** The value with the defaults that the API server would fill in. */
export function withDefaults(value: JsonObject, schema: JsonObject): JsonObject {
  const { properties } = schema;
  if (!isJsonObject(properties)) return value;
  const filled: { [key: string]: JsonValue } = { ...value };
  for (const [key, inner] of Object.entries(properties)) {
    if (!isJsonObject(inner)) continue;
    const { default: fallback } = inner;
    if (!Object.hasOwn(filled, key) && fallback !== undefined) filled[key] = fallback;
    const own = filled[key];
    if (isJsonObject(own)) filled[key] = withDefaults(own, inner);
  }
  return filled;
}

type Inner = readonly [JsonValue, JsonValue | undefined, Step];

function firstProblem(inner: readonly Inner[], path: readonly Step[]): string | null {
  for (const [value, schema, step] of inner) {
    const problem = isJsonObject(schema) ? schemaProblem(value, schema, [...path, step]) : null;
    if (problem !== null) return problem;
  }
  return null;
}

function typeProblem(value: JsonValue, schema: JsonObject): string | null {
  const { type } = schema;
  if (value === null && schema["nullable"] === true) return null;
  if (schema["x-kubernetes-int-or-string"] === true)
    return typeof value === "string" || Number.isInteger(value) ? null : "has to be a number or a string";
  if (typeof type !== "string" || fits(value, type)) return null;
  return `has to be of the type ${type}`;
}

function fits(value: JsonValue, type: string): boolean {
  switch (type) {
    case "object":
      return isJsonObject(value);
    case "array":
      return isJsonArray(value);
    case "integer":
      return Number.isInteger(value);
    default:
      return typeof value === type;
  }
}

function sizeProblem(value: JsonValue, schema: JsonObject): string | null {
  const limit = (name: string) => {
    const found = schema[name];
    return typeof found === "number" ? found : null;
  };
  if (typeof value === "number") {
    const [least, most] = [limit("minimum"), limit("maximum")];
    if (least !== null && value < least) return `has to be at least ${least}`;
    if (most !== null && value > most) return `has to be at most ${most}`;
  }
  if (typeof value === "string") {
    const [least, most] = [limit("minLength"), limit("maxLength")];
    if (least !== null && value.length < least) return `needs at least ${least} characters`;
    if (most !== null && value.length > most) return `may have at most ${most} characters`;
  }
  if (isJsonArray(value)) {
    const [least, most] = [limit("minItems"), limit("maxItems")];
    if (least !== null && value.length < least) return `needs at least ${least} items`;
    if (most !== null && value.length > most) return `may have at most ${most} items`;
  }
  return null;
}

function pathText(path: readonly Step[]): string {
  return path
    .map((step, index) => (typeof step === "number" ? `[${step}]` : index === 0 ? step : `.${step}`))
    .join("");
}
