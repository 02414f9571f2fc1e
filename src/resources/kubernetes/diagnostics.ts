import type { BrokenYamlDocument } from "../../formats/yaml/index.ts";
import * as limits from "../../formats/yaml/limits.ts";
import type { Diagnostic } from "../../model/diagnostic.ts";
import type { Location } from "../../model/location.ts";
import type { BrokenValue } from "../embedded/kubernetes.ts";
import { unreadFile } from "../unread-file.ts";

/** A key is shown to the author; more of it than this is of no help. */
const keyLengthMax = 100;

/** `index` counts the broken documents of the file: their numbers among all documents would change too easily. */
export function brokenDiagnostic(
  path: string,
  index: number,
  document: BrokenYamlDocument,
  syntaxId: "json_syntax" | "yaml_syntax",
): Diagnostic {
  const { line, column, digest, detail } = document;
  const subject = index === 0 ? path : `${path}#${index + 1}`;
  const location: Location = { path, startLine: line, endLine: line };
  switch (document.cause) {
    case "syntax":
      return {
        kind: "syntax",
        messageId: syntaxId,
        arguments: { path, line, column, reason: detail },
        subject,
        digest,
        location: { ...location, startColumn: column, endColumn: column },
      };
    case "duplicate-key": {
      const key = detail.slice(0, keyLengthMax);
      return {
        kind: "syntax",
        messageId: "duplicate_key",
        arguments: { path, line, column, key },
        subject,
        digest,
        location,
      };
    }
    case "limit":
      return { ...limitDiagnostic(path, detail, digest), subject, location };
  }
}

/** A document within a value of an object of a type. */
export function brokenValueDiagnostic(
  path: string,
  type: string,
  { path: steps, format, document }: BrokenValue,
): Diagnostic {
  const broken = brokenDiagnostic(path, 0, document, format === "json" ? "json_syntax" : "yaml_syntax");
  return { ...broken, subject: `${path}#${type}:${steps.join(".")}` };
}

export function limitDiagnostic(path: string, limit: string, digest: string): Diagnostic {
  const maximum = Object.entries(limits).find(([name]) => name === limit)?.[1] ?? 0;
  return unreadFile(path, "limit_exceeded", { limit, maximum }, digest);
}

export function notTextDiagnostic(path: string, reason: string, digest: string): Diagnostic {
  return unreadFile(path, "not_text", { reason }, digest);
}

export function lfsDiagnostic(path: string, digest: string): Diagnostic {
  return unreadFile(path, "lfs_pointer", {}, digest);
}
