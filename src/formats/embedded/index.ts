import { type JsonValue, type ObjectPath, valueAt } from "../../model/json.ts";
import { readJson } from "../json/index.ts";
import type { SourceSpan } from "../source-text.ts";
import { type BrokenYamlDocument, readYaml, type YamlDocument } from "../yaml/index.ts";
import { align } from "./align.ts";

export type EmbeddedFormat = "yaml" | "json";

/** A document that is the text of a value in another one. Positions are those of the file around it. */
export type EmbeddedDocument =
  | {
      readonly kind: "value";
      readonly value: JsonValue;
      /** As `YamlDocument.locate`, for paths within the inner document. */
      readonly locate: (path: ObjectPath) => SourceSpan;
    }
  | BrokenEmbeddedDocument;

export interface BrokenEmbeddedDocument extends BrokenYamlDocument {
  /** The line of the mistake, counted within the text. */
  readonly innerLine: number;
}

/**
 * Reads the text at a path as a document of its own, whatever style it is written in. Where there are several, the
 * first one counts, as it does for programs that read such a text. `null` where there is no text, or nothing in it.
 */
export function readEmbedded(
  outer: YamlDocument,
  path: ObjectPath,
  format: EmbeddedFormat,
): EmbeddedDocument | null {
  const text = valueAt(outer.value, path);
  if (typeof text !== "string") return null;
  const bytes = Buffer.from(text);
  const file = format === "json" ? readJson(bytes) : readYaml(bytes);
  if (file.kind !== "documents") return null;
  const [document] = file.documents;
  if (document === undefined) return null;
  const place = placeFinder(outer, path, text);
  if (document.kind === "value") {
    return {
      kind: "value",
      value: document.value,
      locate: (inner) => (inner.length === 0 ? outer.locate(path) : place(document.locate(inner))),
    };
  }
  const { startLine, startColumn } = place(pointSpan(document.line, document.column));
  return {
    ...document,
    line: startLine,
    column: startColumn,
    span: outer.locate(path),
    innerLine: document.line,
  };
}

type InnerSpan = Pick<SourceSpan, "startLine" | "startColumn" | "endLine" | "endColumn">;

function pointSpan(line: number, column: number): InnerSpan {
  return { startLine: line, startColumn: column, endLine: line, endColumn: column };
}

/** From places in the text to places in the file. Where they cannot be told, it is the value around the text. */
function placeFinder(outer: YamlDocument, path: ObjectPath, text: string): (span: InnerSpan) => SourceSpan {
  let known: ((span: InnerSpan) => SourceSpan) | null = null;
  return (span) => {
    known ??= aligned(outer, path, text) ?? (() => outer.locate(path));
    return known(span);
  };
}

function aligned(
  outer: YamlDocument,
  path: ObjectPath,
  text: string,
): ((span: InnerSpan) => SourceSpan) | null {
  const written = outer.written(path);
  const offsets = written === null ? null : align(written.text, text);
  if (written === null || offsets === null) return null;
  const lines = lineStarts(text);
  const offsetOf = (line: number, column: number): number => {
    const index = Math.min((lines[line - 1] ?? 0) + column - 1, offsets.length - 1);
    return offsets[index] ?? 0;
  };
  return ({ startLine, startColumn, endLine, endColumn }) =>
    written.span(offsetOf(startLine, startColumn), offsetOf(endLine, endColumn) + 1);
}

function lineStarts(text: string): readonly number[] {
  const starts = [0];
  for (let at = text.indexOf("\n"); at !== -1; at = text.indexOf("\n", at + 1)) starts.push(at + 1);
  return starts;
}
