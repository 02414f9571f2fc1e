import {
  isJsonArray,
  isJsonObject,
  type JsonObject,
  type JsonValue,
  type ObjectPath,
} from "../../model/json.ts";

/** The object with another value at a path that it has. */
export function replaceValue(object: JsonObject, path: ObjectPath, value: JsonValue): JsonObject {
  const replaced = valueWith(object, path, value);
  return isJsonObject(replaced) ? replaced : object;
}

function valueWith(holder: JsonValue | undefined, path: ObjectPath, value: JsonValue): JsonValue {
  const [step, ...rest] = path;
  if (step === undefined) return value;
  if (isJsonArray(holder)) {
    return holder.map((item, index) => (index === Number(step) ? valueWith(item, rest, value) : item));
  }
  if (!isJsonObject(holder)) return holder ?? null;
  return { ...holder, [step]: valueWith(holder[step], rest, value) };
}
