import { isJsonArray, isJsonObject, type JsonObject, type JsonValue } from "../../model/json.ts";
import type { Templating } from "./templating.ts";

/** Fills texts with the parameters of one Application; `null` for a text that cannot be filled. */
export type Filling = (
  texts: readonly string[],
  parameters: JsonObject,
) => Promise<readonly (string | null)[]>;

/** `{{name}}` with flat names; what nobody gives stays as it is written. */
export const fasttemplate: Filling = async (texts, parameters) =>
  texts.map((text) =>
    text.replace(/\{\{([^{}]*)\}\}/g, (whole, name: string) => {
      const key = name.trim();
      const value = Object.hasOwn(parameters, key) ? parameters[key] : undefined;
      return typeof value === "string" ? value : whole;
    }),
  );

/** Go's own templates, in the engine. Texts without an action cost nothing. */
export function goTemplate(templating: Templating): Filling {
  return async (texts, parameters) => {
    const wanted = [...new Set(texts.filter((text) => text.includes("{{")))];
    if (wanted.length === 0) return texts;
    const made = await templating(wanted, parameters);
    const byText = new Map(wanted.map((text, index) => [text, made[index] ?? null]));
    return texts.map((text) => (byText.has(text) ? (byText.get(text) ?? null) : text));
  };
}

/** An object with every text in it filled, keys included; `null` where one cannot be. */
export async function filled(
  object: JsonObject,
  parameters: JsonObject,
  filling: Filling,
): Promise<JsonObject | null> {
  const texts = new Set<string>();
  collect(object, texts);
  const all = [...texts];
  const made = await filling(all, parameters);
  if (made.includes(null)) return null;
  const byText = new Map(all.map((text, index) => [text, made[index] ?? text]));
  const result = replaced(object, (text) => byText.get(text) ?? text);
  return isJsonObject(result) ? result : null;
}

function collect(value: JsonValue, texts: Set<string>): void {
  if (typeof value === "string") texts.add(value);
  else if (isJsonArray(value)) for (const each of value) collect(each, texts);
  else if (isJsonObject(value)) {
    for (const [key, each] of Object.entries(value)) {
      texts.add(key);
      collect(each, texts);
    }
  }
}

function replaced(value: JsonValue, of: (text: string) => string): JsonValue {
  if (typeof value === "string") return of(value);
  if (isJsonArray(value)) return value.map((each) => replaced(each, of));
  if (!isJsonObject(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, each]) => [of(key), replaced(each, of)]));
}

/** Flat names for nested values, as templates without Go have them: `cluster.address`, `values.x`. */
export function flat(value: JsonObject): JsonObject {
  const found: [string, JsonValue][] = [];
  const visit = (each: JsonValue, name: string): void => {
    if (isJsonObject(each)) {
      for (const [key, below] of Object.entries(each)) visit(below, name === "" ? key : `${name}.${key}`);
    } else if (isJsonArray(each))
      for (const [index, below] of each.entries()) visit(below, `${name}.${index}`);
    else if (each !== null) found.push([name, String(each)]);
  };
  visit(value, "");
  return Object.fromEntries(found);
}
