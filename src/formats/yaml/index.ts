import { sha256Hex } from "../../model/digest.ts";
import type { JsonValue, ObjectPath } from "../../model/json.ts";
import { type SourceSpan, SourceText } from "../source-text.ts";
import { decodeText } from "../text.ts";
import { yamlBytesMax, yamlDocumentsMax } from "./limits.ts";
import { type Place, placeOf } from "./locate.ts";
import { type ParsedYaml, parseYaml } from "./parse.ts";
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
  /** A value as it is written, quotes and indentation included; `null` where it is not written down at that path. */
  readonly written: (path: ObjectPath) => WrittenValue | null;
}

export interface WrittenValue {
  readonly text: string;
  /** The span of `[start, end)` of the text. */
  readonly span: (start: number, end: number) => SourceSpan;
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
  const parsed = parseYaml(source.text.slice(piece.start, piece.end));
  if (parsed.kind === "problem") return [broken(source, piece, parsed.problem)];
  const documents: (YamlDocument | BrokenYamlDocument)[] = [];
  for (const [index, document] of parsed.documents.entries()) {
    const read = yamlValue(document.contents, parsed.text);
    if (read.kind === "problem") {
      return [broken(source, piece, { ...read.problem, offset: parsed.original(read.problem.offset) })];
    }
    if (read.value === null) continue;
    const [start, end] = document.contents?.range ?? [0, parsed.text.length];
    const span = source.span(piece.start + parsed.original(start), piece.start + parsed.original(end));
    documents.push({ kind: "value", value: read.value, span, ...places(source, piece, index, span) });
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

/** Syntax trees are some fifty times the size of the text: one is made again when somebody asks, and held weakly. */
function places(source: SourceText, piece: YamlPiece, index: number, whole: SourceSpan) {
  let held: WeakRef<Tree> | null = null;
  const find = (path: ObjectPath): Place | null => {
    let tree = held?.deref();
    if (tree === undefined) {
      const parsed = parseYaml(source.text.slice(piece.start, piece.end));
      if (parsed.kind === "problem") return null;
      tree = parsed;
      held = new WeakRef(tree);
    }
    const document = tree.documents[index];
    return document === undefined ? null : placeOf(document, tree.text, path, tree.original);
  };
  return {
    locate: (path: ObjectPath): SourceSpan => {
      const place = path.length === 0 ? null : find(path);
      return place === null ? whole : source.span(piece.start + place.start, piece.start + place.end);
    },
    valueSpan: (path: ObjectPath): SourceSpan | null => {
      const place = find(path);
      if (place === null || !place.exact) return null;
      return source.span(piece.start + place.valueStart, piece.start + place.end);
    },
    written: (path: ObjectPath): WrittenValue | null => {
      const place = find(path);
      if (place === null || !place.exact) return null;
      const offset = piece.start + place.valueStart;
      return {
        text: source.text.slice(offset, piece.start + place.end),
        span: (start, end) => source.span(offset + start, offset + end),
      };
    },
  };
}

type Tree = Extract<ParsedYaml, { readonly kind: "tree" }>;
