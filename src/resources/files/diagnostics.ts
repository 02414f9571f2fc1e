import * as fileLimits from "../../formats/limits.ts";
import * as yamlLimits from "../../formats/yaml/limits.ts";
import type { Diagnostic } from "../../model/diagnostic.ts";
import { sha256Hex } from "../../model/digest.ts";
import { unreadFile } from "../unread-file.ts";

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
  return unreadFile(path, "not_text", { reason }, sha256Hex(bytes));
}

export function limitDiagnostic(path: string, limit: string, bytes: Uint8Array | string): Diagnostic {
  const limits: Readonly<Record<string, number>> = { ...yamlLimits, ...fileLimits };
  return unreadFile(path, "limit_exceeded", { limit, maximum: limits[limit] ?? 0 }, sha256Hex(bytes));
}

export function lfsDiagnostic(path: string, bytes: Uint8Array): Diagnostic {
  return unreadFile(path, "lfs_pointer", {}, sha256Hex(bytes));
}
