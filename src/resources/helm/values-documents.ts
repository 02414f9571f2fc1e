import { isDeepStrictEqual } from "node:util";
import type { SourceSpan } from "../../formats/source-text.ts";
import { readYaml, type YamlDocument } from "../../formats/yaml/index.ts";
import {
  isJsonArray,
  isJsonObject,
  type JsonObject,
  type JsonValue,
  type ObjectPath,
  valueAt,
} from "../../model/json.ts";
import type { Location } from "../../model/location.ts";
import type { ValuesSource } from "../../model/root.ts";

/** Values that somebody wrote down, and where each of them stands. */
export interface WrittenValues {
  /** `undefined` where nothing is written at the path. */
  readonly at: (path: ObjectPath) => WrittenValue | undefined;
}

export interface WrittenValue {
  readonly value: JsonValue;
  readonly location: Location;
}

export function valuesOfFile(path: string, bytes: Uint8Array): WrittenValues {
  const documents = documentsOf(bytes).toReversed();
  return {
    at: (steps) => {
      for (const document of documents) {
        const value = valueAt(document.value, steps);
        if (value !== undefined) return { value, location: locationOf(path, document.locate(steps)) };
      }
      return undefined;
    },
  };
}

/** Values that stand in another file: in an Application as a map or as text, in a Helmfile. */
export function inlineValues(
  source: Extract<ValuesSource, { readonly kind: "inline" }>,
  bytes: Uint8Array | undefined,
): WrittenValues {
  const { path, line, values } = source;
  const around = bytes === undefined ? null : findWritten(bytes, line, values);
  return {
    at: (steps) => {
      const value = valueAt(values, steps);
      if (value === undefined) return undefined;
      const lines = around?.(steps) ?? { startLine: line, endLine: line };
      return { value, location: { path, ...lines } };
    },
  };
}

type Lines = Pick<Location, "startLine" | "endLine">;
type FindLines = (steps: ObjectPath) => Lines;

/** What stands on a line of a file: the map that begins there, or the text that does, read as YAML of its own. */
function findWritten(bytes: Uint8Array, line: number, values: JsonObject): FindLines | null {
  for (const document of documentsOf(bytes)) {
    if (document.span.startLine > line || document.span.endLine < line) continue;
    const first = pathBeginningAt(document, line);
    if (first === null) continue;
    const lines = (path: ObjectPath) => linesOf(document.locate(path));
    const value = valueAt(document.value, first);
    if (typeof value === "string") return insideText(value, lines(first));
    const base = [first, first.slice(0, -1)].find((path) =>
      isDeepStrictEqual(valueAt(document.value, path), values),
    );
    if (base !== undefined) return (steps) => lines([...base, ...steps]);
  }
  return null;
}

/** A block of text begins on the line after its key, and each of its lines is one of the file's. */
function insideText(text: string, { startLine, endLine }: Lines): FindLines | null {
  const count = text.replace(/\n+$/, "").split("\n").length;
  const document = documentsOf(Buffer.from(text))[0];
  if (endLine - startLine < count || document === undefined) return null;
  return (steps) => {
    const inner = document.locate(steps);
    return { startLine: startLine + inner.startLine, endLine: startLine + inner.endLine };
  };
}

function linesOf({ startLine, endLine }: SourceSpan): Lines {
  return { startLine, endLine };
}

/** The shallowest path whose key stands on a line. */
function pathBeginningAt(document: YamlDocument, line: number): ObjectPath | null {
  const waiting: ObjectPath[] = [[]];
  for (let path = waiting.shift(); path !== undefined; path = waiting.shift()) {
    const { startLine, endLine } = document.locate(path);
    if (path.length > 0 && startLine === line) return path;
    if (path.length > 0 && (startLine > line || endLine < line)) continue;
    const value = valueAt(document.value, path);
    const within = path;
    if (isJsonObject(value)) waiting.push(...Object.keys(value).map((key) => [...within, key]));
    else if (isJsonArray(value)) waiting.push(...value.map((_, index) => [...within, index]));
  }
  return null;
}

function documentsOf(bytes: Uint8Array): readonly YamlDocument[] {
  const file = readYaml(bytes);
  return file.kind === "documents" ? file.documents.filter((document) => document.kind === "value") : [];
}

function locationOf(path: string, { startLine, endLine, startColumn, endColumn }: SourceSpan): Location {
  return startLine === endLine && endColumn >= startColumn
    ? { path, startLine, endLine, startColumn, endColumn }
    : { path, startLine, endLine };
}
