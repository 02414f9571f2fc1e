import { isJsonArray, isJsonObject, type JsonObject, type JsonValue } from "../model/json.ts";
import { quantityDecimal } from "../model/quantity.ts";

/** What is wrong with a value by itself. */
export interface ScalarProblem {
  readonly messageId: string;
  readonly arguments: JsonObject;
  /** What a careful engineer would write instead, where that is plain. */
  readonly fix?: JsonValue;
  readonly pattern?: string;
}

export function scalarProblem(value: JsonValue, schema: JsonObject): ScalarProblem | null {
  return typeProblem(value, schema) ?? boundProblem(value, schema) ?? patternProblem(value, schema);
}

function typeProblem(value: JsonValue, schema: JsonObject): ScalarProblem | null {
  if (schema["x-kubernetes-int-or-string"] === true) {
    return typeof value === "string" || Number.isInteger(value)
      ? null
      : wrongType(value, "integer or string");
  }
  if (schema["format"] === "quantity") {
    if (typeof value !== "string" && typeof value !== "number") return wrongType(value, "quantity");
    return quantityDecimal(value) === null ? { messageId: "bad_quantity", arguments: {} } : null;
  }
  const { type } = schema;
  return typeof type !== "string" || isOfType(value, type) ? null : wrongType(value, type);
}

function isOfType(value: JsonValue, type: string): boolean {
  switch (type) {
    case "object":
      return isJsonObject(value);
    case "array":
      return isJsonArray(value);
    case "string":
      return typeof value === "string";
    case "boolean":
      return typeof value === "boolean";
    case "integer":
      return Number.isInteger(value);
    case "number":
      return typeof value === "number";
    default:
      return true;
  }
}

function wrongType(value: JsonValue, expected: string): ScalarProblem {
  const fix = converted(value, expected);
  return {
    messageId: "wrong_type",
    arguments: { expected, actual: typeName(value) },
    ...(fix === null ? {} : { fix }),
  };
}

function typeName(value: JsonValue): string {
  if (isJsonArray(value)) return "array";
  if (typeof value === "number") return Number.isInteger(value) ? "integer" : "number";
  return value === null ? "null" : typeof value;
}

/** Quotes too many, or too few. A number may have been written in another way than it reads: only plain ones count. */
function converted(value: JsonValue, expected: string): JsonValue {
  if (expected === "boolean") return value === "true" ? true : value === "false" ? false : null;
  if (expected === "integer") {
    return typeof value === "string" && /^(?:0|[1-9]\d{0,14})$/.test(value) ? Number(value) : null;
  }
  if (expected !== "string") return null;
  if (typeof value === "boolean") return String(value);
  return typeof value === "number" && Number.isSafeInteger(value) && value >= 0 ? String(value) : null;
}

const int32Max = 2 ** 31 - 1;

function boundProblem(value: JsonValue, schema: JsonObject): ScalarProblem | null {
  const allowed = schema["enum"];
  if (isJsonArray(allowed) && isScalar(value) && !allowed.includes(value)) {
    return {
      messageId: "not_allowed",
      arguments: { allowed: shown(allowed) },
    };
  }
  if (typeof value === "number") return numberProblem(value, schema);
  if (typeof value === "string") return textProblem(value, schema);
  if (isJsonArray(value)) return sizeProblem(value.length, schema, "Items");
  if (isJsonObject(value)) return sizeProblem(Object.keys(value).length, schema, "Properties");
  return null;
}

/** More words than this help nobody. */
const allowedShownMax = 20;

function shown(allowed: readonly JsonValue[]): string {
  const words = allowed.filter((word) => word !== "");
  const more = words.length > allowedShownMax ? ", …" : "";
  return `${words.slice(0, allowedShownMax).join(", ")}${more}`;
}

function isScalar(value: JsonValue): value is string | number | boolean {
  return typeof value === "string" || typeof value === "number" || typeof value === "boolean";
}

function numberProblem(value: number, schema: JsonObject): ScalarProblem | null {
  const { minimum, maximum, exclusiveMinimum, exclusiveMaximum, format } = schema;
  if (typeof minimum === "number" && (value < minimum || (exclusiveMinimum === true && value === minimum))) {
    return outOfBounds("minimum", minimum);
  }
  if (typeof maximum === "number" && (value > maximum || (exclusiveMaximum === true && value === maximum))) {
    return outOfBounds("maximum", maximum);
  }
  if (format !== "int32" || (value <= int32Max && value >= -int32Max - 1)) return null;
  return value < 0 ? outOfBounds("minimum", -int32Max - 1) : outOfBounds("maximum", int32Max);
}

function textProblem(value: string, schema: JsonObject): ScalarProblem | null {
  if (schema["format"] === "date-time" && value !== "" && Number.isNaN(Date.parse(value))) {
    return { messageId: "bad_time", arguments: {} };
  }
  const { minLength, maxLength } = schema;
  const isLong = typeof maxLength === "number" && value.length > maxLength;
  // The server counts characters, and a few of them are two units here.
  if (isLong && [...value].length > maxLength) return outOfBounds("maxLength", maxLength);
  if (typeof minLength === "number" && value.length < minLength) return outOfBounds("minLength", minLength);
  return null;
}

function sizeProblem(size: number, schema: JsonObject, what: "Items" | "Properties"): ScalarProblem | null {
  const most = schema[`max${what}`];
  const least = schema[`min${what}`];
  if (typeof most === "number" && size > most) return outOfBounds(`max${what}`, most);
  return typeof least === "number" && size < least ? outOfBounds(`min${what}`, least) : null;
}

function outOfBounds(bound: string, limit: number): ScalarProblem {
  return { messageId: "out_of_bounds", arguments: { bound, limit: String(limit) } };
}

/** Matching takes as long as text and expression together allow; names, times and addresses are far shorter. */
const matchedLengthMax = 4_000;

/** Whoever reads the message has to be able to read the expression; a longer one is nothing to match a name with. */
const patternLengthMax = 1_000;

/** Matching needs a guarantee that JavaScript does not give: only what to match is said. */
function patternProblem(value: JsonValue, schema: JsonObject): ScalarProblem | null {
  const { pattern } = schema;
  if (typeof value !== "string" || typeof pattern !== "string") return null;
  if (pattern.length > patternLengthMax || value.length > matchedLengthMax) return null;
  return { messageId: "no_match", arguments: { pattern }, pattern };
}
