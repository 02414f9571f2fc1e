import { isJsonArray, isJsonObject, type JsonObject, type JsonValue } from "../model/json.ts";
import { readYaml } from "./yaml/index.ts";

/** Files that a Compose file takes services from (`include`, `extends.file`), as written. Nothing for what does not parse. */
export function composeReferences(bytes: Uint8Array): readonly string[] {
  const { services } = readTop(bytes);
  const extended = isJsonObject(services) ? Object.values(services).flatMap(extendedFile) : [];
  return [...new Set([...composeIncludes(bytes), ...extended])].filter(isLocal);
}

/** `include: [a.yaml, {path: b.yaml}, {path: [c.yaml, d.yaml]}]`. */
export function composeIncludes(bytes: Uint8Array): readonly string[] {
  const { include } = readTop(bytes);
  if (!isJsonArray(include)) return [];
  return include
    .flatMap((item) => {
      const path = isJsonObject(item) ? (item["path"] ?? null) : item;
      return (isJsonArray(path) ? path : [path]).filter((one) => typeof one === "string");
    })
    .filter(isLocal);
}

function readTop(bytes: Uint8Array): JsonObject {
  const file = readYaml(bytes);
  const document = file.kind === "documents" ? file.documents[0] : undefined;
  return document?.kind === "value" && isJsonObject(document.value) ? document.value : {};
}

function extendedFile(service: JsonValue): readonly string[] {
  const link = isJsonObject(service) ? service["extends"] : undefined;
  const file = isJsonObject(link) ? link["file"] : undefined;
  return typeof file === "string" ? [file] : [];
}

function isLocal(path: string): boolean {
  return !/^[a-z][a-z0-9+.-]*:|^\/|\$/i.test(path);
}
