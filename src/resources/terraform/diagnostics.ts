import type { Diagnostic } from "../../model/diagnostic.ts";
import type { EngineDiagnostic } from "./engine-output.ts";

/** A parser's sentence is shown to the author; more of it than this is of no help. */
const reasonLengthMax = 200;

/** What the engine found, as the rules know it. */
export function diagnosticOf(found: EngineDiagnostic): Diagnostic {
  const [startLine, startColumn, endLine, endColumn] = found.range;
  const { path, kind, messageId, subject, digest } = found;
  const lines = { path, startLine, endLine: Math.max(startLine, endLine) };
  const location =
    startLine === endLine && endColumn > startColumn
      ? { ...lines, startColumn, endColumn: endColumn - 1 }
      : lines;
  return { kind, messageId, arguments: argumentsOf(found), subject, digest, location };
}

function argumentsOf({ kind, path, range, arguments: values }: EngineDiagnostic): Diagnostic["arguments"] {
  const [line, column] = range;
  if (kind === "syntax") {
    return { path, line, column, reason: (values["reason"] ?? "").slice(0, reasonLengthMax) };
  }
  if (kind === "not-read") {
    return { path, limit: values["limit"] ?? "", maximum: Number(values["maximum"] ?? 0) };
  }
  return { path, ...values };
}
