import type { SourceSpan } from "../../formats/source-text.ts";
import { readYaml, type YamlDocument } from "../../formats/yaml/index.ts";
import { yamlDepthMax } from "../../formats/yaml/limits.ts";
import { isJsonArray, isJsonObject, type JsonValue, parseJson } from "../../model/json.ts";

/**
 * An object that the engine gives as JSON, in the shape of a document that was read. Its own lines are nobody's, so they
 * are found only where somebody asks: for a document that stands as text in a value. `null` where it is nested deeper
 * than a file may be.
 */
export function renderedDocument(text: string): YamlDocument | null {
  const value = parseJson(text);
  if (isDeeperThan(value, yamlDepthMax)) return null;
  let parsed: YamlDocument | undefined;
  const document = (): YamlDocument => {
    parsed ??= parse(text, value);
    return parsed;
  };
  return {
    kind: "value",
    value,
    span: nowhere,
    locate: (path) => (path.length === 0 ? nowhere : document().locate(path)),
    valueSpan: (path) => document().valueSpan(path),
    written: (path) => document().written(path),
  };
}

const nowhere: SourceSpan = {
  startLine: 1,
  startColumn: 1,
  endLine: 1,
  endColumn: 1,
  startByte: 0,
  endByte: 0,
};

function parse(text: string, value: JsonValue): YamlDocument {
  const file = readYaml(Buffer.from(text));
  const [document] = file.kind === "documents" ? file.documents : [];
  if (document?.kind === "value") return document;
  // Larger than the reader takes: there is no place in it.
  return {
    kind: "value",
    value,
    span: nowhere,
    locate: () => nowhere,
    valueSpan: () => null,
    written: () => null,
  };
}

function isDeeperThan(value: JsonValue, levels: number): boolean {
  if (!isJsonArray(value) && !isJsonObject(value)) return false;
  return levels === 0 || Object.values(value).some((inner) => isDeeperThan(inner, levels - 1));
}
