import { isJsonArray, isJsonObject, type JsonObject, type JsonValue, type ObjectPath } from "./json.ts";

/** The value with another value at a path; what is missing on the way is made. `undefined`: it does not fit there. */
export function withValueAt(
  holder: JsonValue | undefined,
  path: ObjectPath,
  value: JsonValue,
): JsonValue | undefined {
  const [step, ...rest] = path;
  if (step === undefined) return value;
  if (typeof step === "number") return withItem(holder ?? [], step, rest, value);
  const object = holder ?? {};
  if (!isJsonObject(object)) return undefined;
  const inner = withValueAt(own(object, step), rest, value);
  return inner === undefined ? undefined : { ...object, [step]: inner };
}

function withItem(
  holder: JsonValue,
  index: number,
  rest: ObjectPath,
  value: JsonValue,
): JsonValue | undefined {
  if (!isJsonArray(holder) || index > holder.length) return undefined;
  const inner = withValueAt(holder[index], rest, value);
  return inner === undefined ? undefined : holder.toSpliced(index, 1, inner);
}

/** The value without what stands at a path. `undefined`: there is nothing. */
export function withoutValueAt(holder: JsonValue | undefined, path: ObjectPath): JsonValue | undefined {
  const [step, ...rest] = path;
  if (step === undefined || holder === undefined) return undefined;
  if (isJsonArray(holder)) {
    const index = Number(step);
    if (!(index < holder.length)) return undefined;
    if (rest.length === 0) return holder.toSpliced(index, 1);
    const inner = withoutValueAt(holder[index], rest);
    return inner === undefined ? undefined : holder.toSpliced(index, 1, inner);
  }
  if (!isJsonObject(holder) || !Object.hasOwn(holder, step)) return undefined;
  const { [step]: removed, ...others } = holder;
  if (rest.length === 0) return others;
  const inner = withoutValueAt(removed, rest);
  return inner === undefined ? undefined : { ...holder, [step]: inner };
}

function own(object: JsonObject, key: string): JsonValue | undefined {
  return Object.hasOwn(object, key) ? object[key] : undefined;
}
