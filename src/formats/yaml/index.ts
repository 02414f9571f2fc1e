import type { Document } from "yaml";
import { sha256Hex } from "../../model/digest.ts";
import type { JsonValue, ObjectPath } from "../../model/json.ts";
import { type SourceSpan, SourceText } from "../source-text.ts";
import { decodeText } from "../text.ts";
import { yamlBytesMax, yamlDocumentsMax } from "./limits.ts";
import { placeOf } from "./locate.ts";
import { parseYaml } from "./parse.ts";
import type { YamlProblem } from "./problem.ts";
import { splitDocuments, type YamlPiece } from "./split.ts";
import { yamlValue } from "./value.ts";

/** One document that was read. Positions are those of the file, not of the document. */
export interface YamlDocument {
  readonly kind: "value";
  readonly value: JsonValue;
  readonly span: SourceSpan;
  /** The lines of a value, from its key or list item, or of its nearest parent that is written down. */
  readonly locate: (path: ObjectPath) => SourceSpan;
  /** The span of the value itself, without its key, where it is written down at that path; else `null`. */
  readonly valueSpan: (path: ObjectPath) => SourceSpan | null;
}

/** One document that could not be read, and where. The other documents of the file are not touched by it. */
export interface BrokenYamlDocument {
  readonly kind: "broken";
  readonly cause: "syntax" | "duplicate-key" | "limit";
  /** A sentence about the mistake, the key that stands twice, or the name of the limit. Never a value of the file. */
  readonly detail: string;
  readonly line: number;
  readonly column: number;
  readonly span: SourceSpan;
  /** SHA-256 of the document's bytes. */
  readonly digest: string;
}

export type YamlFile =
  | { readonly kind: "documents"; readonly documents: readonly (YamlDocument | BrokenYamlDocument)[] }
  | { readonly kind: "not-text"; readonly reason: "binary" | "utf16" | "not_utf8" }
  | { readonly kind: "limit"; readonly limit: "yamlBytesMax" | "yamlDocumentsMax" };

/** Reads a YAML stream as Kubernetes does. Never throws; empty documents are left out. */
export function readYaml(bytes: Uint8Array): YamlFile {
  if (bytes.length > yamlBytesMax) return { kind: "limit", limit: "yamlBytesMax" };
  const decoded = decodeText(bytes);
  if (decoded.kind === "not-text") return decoded;
  const source = new SourceText(decoded.text, decoded.skippedBytes);
  const pieces = splitDocuments(decoded.text);
  if (pieces.length > yamlDocumentsMax) return { kind: "limit", limit: "yamlDocumentsMax" };
  return { kind: "documents", documents: pieces.flatMap((piece) => readPiece(source, piece)) };
}

function readPiece(source: SourceText, piece: YamlPiece): readonly (YamlDocument | BrokenYamlDocument)[] {
  const text = source.text.slice(piece.start, piece.end);
  const parsed = parseYaml(text);
  if (parsed.kind === "problem") return [broken(source, piece, parsed.problem)];
  const documents: (YamlDocument | BrokenYamlDocument)[] = [];
  for (const [index, document] of parsed.documents.entries()) {
    const read = yamlValue(document.contents, text);
    if (read.kind === "problem") return [broken(source, piece, read.problem)];
    if (read.value !== null) documents.push(located(source, piece, index, document, read.value));
  }
  return documents;
}

function broken(source: SourceText, piece: YamlPiece, problem: YamlProblem): BrokenYamlDocument {
  const span = source.span(piece.start, piece.end);
  const { line, column } = source.position(piece.start + problem.offset);
  const digest = sha256Hex(source.text.slice(piece.start, piece.end));
  return { kind: "broken", cause: problem.kind, detail: detailOf(problem), line, column, span, digest };
}

function detailOf(problem: YamlProblem): string {
  if (problem.kind === "syntax") return problem.reason;
  return problem.kind === "limit" ? problem.limit : problem.key;
}

function located(
  source: SourceText,
  piece: YamlPiece,
  index: number,
  document: Document.Parsed,
  value: JsonValue,
): YamlDocument {
  const [start, end] = document.contents?.range ?? [0, piece.end - piece.start];
  const span = source.span(piece.start + start, piece.start + end);
  const tree = reparsing(source, piece, index);
  return {
    kind: "value",
    value,
    span,
    locate: (path) => {
      const place = path.length === 0 ? null : tree(path);
      return place === null ? span : source.span(piece.start + place.start, piece.start + place.end);
    },
    valueSpan: (path) => {
      const place = tree(path);
      if (place === null || !place.exact) return null;
      return source.span(piece.start + place.valueStart, piece.start + place.end);
    },
  };
}

/** Syntax trees are some fifty times the size of the text: one is made again when somebody asks, and held weakly. */
function reparsing(source: SourceText, piece: YamlPiece, index: number) {
  let held: WeakRef<Document.Parsed> | null = null;
  return (path: ObjectPath) => {
    const text = source.text.slice(piece.start, piece.end);
    let document = held?.deref();
    if (document === undefined) {
      const parsed = parseYaml(text);
      document = parsed.kind === "tree" ? parsed.documents[index] : undefined;
      if (document === undefined) return null;
      held = new WeakRef(document);
    }
    return placeOf(document, text, path);
  };
}
