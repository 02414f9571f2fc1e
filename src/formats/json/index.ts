import { sha256Hex } from "../../model/digest.ts";
import { type JsonValue, parseJson as parseValue } from "../../model/json.ts";
import { SourceText } from "../source-text.ts";
import { decodeText } from "../text.ts";
import { type BrokenYamlDocument, readYaml, type YamlDocument, type YamlFile } from "../yaml/index.ts";

/**
 * Reads a JSON file with the place of every value, in the shape of a YAML file of one document. JSON is YAML to the
 * reader of places; that it is JSON, and nothing looser, is checked first. Never throws.
 */
export function readJson(bytes: Uint8Array): YamlFile {
  const decoded = decodeText(bytes);
  if (decoded.kind === "not-text") return decoded;
  const parsed = parseJson(decoded.text);
  if (parsed.kind === "value") {
    const file = readYaml(bytes);
    return file.kind === "documents"
      ? { ...file, documents: file.documents.map(withValue(parsed.value)) }
      : file;
  }
  const source = new SourceText(decoded.text, decoded.skippedBytes);
  return { kind: "documents", documents: [brokenJson(source, parsed.offset)] };
}

type ParsedJson =
  | { readonly kind: "value"; readonly value: JsonValue }
  | { readonly kind: "broken"; readonly offset: number };

function parseJson(text: string): ParsedJson {
  try {
    return { kind: "value", value: parseValue(text) };
  } catch (error) {
    const position = error instanceof SyntaxError ? /at position (\d+)/.exec(error.message)?.[1] : undefined;
    return { kind: "broken", offset: position === undefined ? text.trimEnd().length : Number(position) };
  }
}

/** JSON reads escapes of surrogate pairs and numbers by its own rules, so its own value is the one that counts. */
function withValue(value: JsonValue) {
  return (document: YamlDocument | BrokenYamlDocument) =>
    document.kind === "value" ? { ...document, value } : document;
}

function brokenJson(source: SourceText, offset: number): BrokenYamlDocument {
  const { line, column } = source.position(offset);
  return {
    kind: "broken",
    cause: "syntax",
    detail:
      offset >= source.text.trimEnd().length
        ? "the file ends too early"
        : "not the JSON that is expected here",
    line,
    column,
    span: source.span(0, source.text.length),
    digest: sha256Hex(source.text),
  };
}
