import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { readYaml } from "../../src/formats/yaml/index.ts";
import { isJsonObject, type JsonObject } from "../../src/model/json.ts";

export interface RealObject {
  readonly source: string;
  readonly path: string;
  readonly object: JsonObject;
}

/** Of one kind and one source no more than this: an estate repeats its namespaces a thousand times. */
const ofOneKindMax = 60;

/** The objects that stand in plain YAML below a folder, each different one once. Templates are no YAML, and left out. */
export function objectsBelow(source: string, top: string): readonly RealObject[] {
  const found: RealObject[] = [];
  const seen = new Set<string>();
  const counts = new Map<string, number>();
  const names = readdirSync(top, { recursive: true, encoding: "utf8" }).filter((name) =>
    /\.ya?ml$/.test(name),
  );
  for (const path of names.toSorted()) {
    for (const object of objectsOf(join(top, path))) {
      const kind = `${String(object["apiVersion"])} ${String(object["kind"])}`;
      const text = JSON.stringify(object);
      const count = counts.get(kind) ?? 0;
      if (seen.has(text) || count >= ofOneKindMax) continue;
      seen.add(text);
      counts.set(kind, count + 1);
      found.push({ source, path, object });
    }
  }
  return found;
}

function objectsOf(path: string): readonly JsonObject[] {
  const file = readYaml(readFileSync(path));
  if (file.kind !== "documents") return [];
  return file.documents.flatMap((document) => {
    if (document.kind !== "value" || !isJsonObject(document.value)) return [];
    const { apiVersion, kind } = document.value;
    const isObject = typeof apiVersion === "string" && typeof kind === "string";
    // A list is what it holds, and what is not filled in yet is no object.
    return isObject && kind !== "List" && !JSON.stringify(document.value).includes("{{")
      ? [document.value]
      : [];
  });
}
