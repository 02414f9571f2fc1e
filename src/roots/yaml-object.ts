import { readYaml } from "../formats/yaml/index.ts";
import { isJsonArray, isJsonObject, type JsonObject, type JsonValue } from "../model/json.ts";

/** The first document of a file that is an object; `{}` where there is none, because whoever reads the file as a root says so. */
export function yamlObject(bytes: Uint8Array | undefined): JsonObject {
  const file = bytes === undefined ? undefined : readYaml(bytes);
  const first = file?.kind === "documents" ? file.documents[0] : undefined;
  return first?.kind === "value" && isJsonObject(first.value) ? first.value : {};
}

/** A field of an object, and `undefined` for what only its prototype has. */
export function field(object: JsonValue | undefined, name: string): JsonValue | undefined {
  return isJsonObject(object) && Object.hasOwn(object, name) ? object[name] : undefined;
}

/** A text that says something, else `null`. */
export function textOf(value: JsonValue | undefined): string | null {
  return typeof value === "string" && value !== "" ? value : null;
}

export function objectsOf(value: JsonValue | undefined): readonly JsonObject[] {
  return isJsonArray(value) ? value.filter(isJsonObject) : [];
}

export function textsOf(value: JsonValue | undefined): readonly string[] {
  return isJsonArray(value) ? value.flatMap((each) => textOf(each) ?? []) : [];
}
