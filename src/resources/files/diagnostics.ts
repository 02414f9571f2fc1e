import * as fileLimits from "../../formats/limits.ts";
import * as yamlLimits from "../../formats/yaml/limits.ts";
import type { Diagnostic, DiagnosticMessage } from "../../model/diagnostic.ts";
import { sha256Hex } from "../../model/digest.ts";
import { fileLocation } from "../../model/location.ts";

export type FileSyntax = "dockerfile_syntax" | "nginx_syntax" | "codeowners_syntax" | "yaml_syntax";

/** What is wrong at a line. `index` counts the problems of one file. */
export function syntaxDiagnostic(
  messageId: FileSyntax,
  path: string,
  problem: { readonly line: number; readonly reason: string },
  bytes: Uint8Array | string,
  index = 0,
): Diagnostic {
  const { line, reason } = problem;
  return {
    kind: "syntax",
    messageId,
    arguments: { path, line, column: 1, reason },
    subject: index === 0 ? path : `${path}#${index + 1}`,
    digest: sha256Hex(bytes),
    location: { path, startLine: line, endLine: line },
  };
}

export function notTextDiagnostic(path: string, reason: string, bytes: Uint8Array): Diagnostic {
  return notRead("not_text", path, { path, reason }, bytes);
}

export function limitDiagnostic(path: string, limit: string, bytes: Uint8Array | string): Diagnostic {
  const limits: Readonly<Record<string, number>> = { ...yamlLimits, ...fileLimits };
  return notRead("limit_exceeded", path, { path, limit, maximum: limits[limit] ?? 0 }, bytes);
}

export function lfsDiagnostic(path: string, bytes: Uint8Array): Diagnostic {
  return notRead("lfs_pointer", path, { path }, bytes);
}

function notRead(
  messageId: DiagnosticMessage<"not-read">,
  path: string,
  values: Diagnostic["arguments"],
  bytes: Uint8Array | string,
): Diagnostic {
  return {
    kind: "not-read",
    messageId,
    arguments: values,
    subject: path,
    digest: sha256Hex(bytes),
    location: fileLocation(path),
  };
}
