import { isJsonObject, type JsonObject, type JsonValue } from "../../model/json.ts";
import { field, objectsOf, textOf, textsOf } from "../yaml-object.ts";
import { flat } from "./parameters.ts";

/** Whether a generator's label selector takes a set of parameters; none takes all. */
export function selects(selector: JsonValue | undefined, parameters: JsonObject): boolean {
  if (!isJsonObject(selector)) return true;
  const values = flat(parameters);
  const labels = field(selector, "matchLabels");
  const equal = isJsonObject(labels) ? Object.entries(labels) : [];
  return (
    equal.every(([key, value]) => field(values, key) === value) &&
    objectsOf(field(selector, "matchExpressions")).every((expression) => holds(expression, values))
  );
}

function holds(expression: JsonObject, values: JsonObject): boolean {
  const value = textOf(field(values, textOf(field(expression, "key")) ?? ""));
  const wanted = textsOf(field(expression, "values"));
  switch (field(expression, "operator")) {
    case "In":
      return value !== null && wanted.includes(value);
    case "NotIn":
      return value === null || !wanted.includes(value);
    case "Exists":
      return value !== null;
    case "DoesNotExist":
      return value === null;
    default:
      // An operator that nobody knows: better a root too many than one too few.
      return true;
  }
}
