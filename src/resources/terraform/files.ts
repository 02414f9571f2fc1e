import { recogniseOpaque } from "../../formats/recognise.ts";
import { decodeText } from "../../formats/text.ts";
import type { Diagnostic, DiagnosticMessage, NotEvaluated } from "../../model/diagnostic.ts";
import { sha256Hex } from "../../model/digest.ts";
import { fileLocation } from "../../model/location.ts";

/** The largest file of a public estate of 7,491 has 120 KB; the parser takes about twenty times the text. */
export const terraformFileBytesMax = 1024 * 1024;
/** All files of one root together; the largest real root has about 400 KB. */
export const terraformRootBytesMax = 4 * 1024 * 1024;

export interface TerraformTexts {
  readonly texts: Readonly<Record<string, string>>;
  /** Files that are there and cannot be given to the engine. */
  readonly unread: readonly string[];
  readonly diagnostics: readonly Diagnostic[];
  readonly notEvaluated: readonly NotEvaluated[];
}

/** The files of a root as text, and for each that is none, why. Of a file without bytes its tree knows why. */
export function readTexts(paths: readonly string[], files: ReadonlyMap<string, Uint8Array>): TerraformTexts {
  const texts: [string, string][] = [];
  const unread: string[] = [];
  const diagnostics: Diagnostic[] = [];
  const notEvaluated: NotEvaluated[] = [];
  let total = 0;
  for (const path of paths) {
    const bytes = files.get(path);
    if (bytes === undefined) {
      unread.push(path);
      continue;
    }
    const file = readText(path, bytes, total);
    if (file.kind === "text") {
      texts.push([path, file.text]);
      total += bytes.length;
      continue;
    }
    unread.push(path);
    if (file.kind === "diagnostic") diagnostics.push(file.diagnostic);
    else notEvaluated.push({ path, reason: "encrypted", detail: file.detail });
  }
  return { texts: Object.fromEntries(texts), unread, diagnostics, notEvaluated };
}

type FileText =
  | { readonly kind: "text"; readonly text: string }
  | { readonly kind: "diagnostic"; readonly diagnostic: Diagnostic }
  | { readonly kind: "encrypted"; readonly detail: string };

function readText(path: string, bytes: Uint8Array, before: number): FileText {
  const opaque = recogniseOpaque(bytes);
  if (opaque === "lfs-pointer") return notRead(path, bytes, "lfs_pointer", {});
  if (opaque !== null) return { kind: "encrypted", detail: opaque };
  if (bytes.length > terraformFileBytesMax)
    return tooLarge(path, bytes, "terraformFileBytesMax", terraformFileBytesMax);
  if (before + bytes.length > terraformRootBytesMax) {
    return tooLarge(path, bytes, "terraformRootBytesMax", terraformRootBytesMax);
  }
  const decoded = decodeText(bytes);
  if (decoded.kind === "not-text") return notRead(path, bytes, "not_text", { reason: decoded.reason });
  return { kind: "text", text: decoded.text };
}

function tooLarge(path: string, bytes: Uint8Array, limit: string, maximum: number): FileText {
  return notRead(path, bytes, "limit_exceeded", { limit, maximum });
}

function notRead(
  path: string,
  bytes: Uint8Array,
  messageId: DiagnosticMessage<"not-read">,
  values: Diagnostic["arguments"],
): FileText {
  const diagnostic: Diagnostic = {
    kind: "not-read",
    messageId,
    arguments: { path, ...values },
    subject: path,
    digest: sha256Hex(bytes),
    location: fileLocation(path),
  };
  return { kind: "diagnostic", diagnostic };
}
