import { recogniseOpaque } from "../../formats/recognise.ts";
import { decodeText } from "../../formats/text.ts";
import type { Diagnostic, DiagnosticMessage, NotEvaluated } from "../../model/diagnostic.ts";
import { sha256Hex } from "../../model/digest.ts";
import { unreadFile } from "../unread-file.ts";

/** The largest file of a public estate of 7,491 has 120 KB; the parser takes about twenty times the text. */
export const terraformFileBytesMax = 1024 * 1024;
/** All files of one root together; the largest real root has about 400 KB. */
export const terraformRootBytesMax = 4 * 1024 * 1024;

export interface TerraformTexts {
  readonly texts: Readonly<Record<string, string>>;
  /** Files of the configuration that are there and cannot be given to the engine. */
  readonly unread: readonly string[];
  /** The same of files that the configuration only reads; true for those that are too large. */
  readonly closed: Readonly<Record<string, boolean>>;
  readonly diagnostics: readonly Diagnostic[];
  readonly notEvaluated: readonly NotEvaluated[];
}

/** A file that configuration reads with `file` and its kind: larger ones are data. The engine names the same limit. */
export const terraformReadFileBytesMax = 256 * 1024;

/**
 * The files of a root as text, and for each that is none, why. Of a file without bytes its tree knows why. A file that is
 * only read may be anything: that it is no text is nobody's mistake.
 */
export function readTexts(paths: readonly string[], files: ReadonlyMap<string, Uint8Array>): TerraformTexts {
  const texts: [string, string][] = [];
  const unread: string[] = [];
  const closed: [string, boolean][] = [];
  const diagnostics: Diagnostic[] = [];
  const notEvaluated: NotEvaluated[] = [];
  let total = 0;
  for (const path of paths) {
    const bytes = files.get(path);
    if (!isTerraformFile(path)) {
      const text = bytes === undefined ? null : readableText(bytes, total);
      if (text === null) closed.push([path, bytes === undefined || bytes.length > terraformReadFileBytesMax]);
      else texts.push([path, text]);
      if (text !== null) total += text.length;
      if (bytes !== undefined) notEvaluated.push(...encrypted(path, bytes));
      continue;
    }
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
  return {
    texts: Object.fromEntries(texts),
    unread,
    closed: Object.fromEntries(closed),
    diagnostics,
    notEvaluated,
  };
}

function isTerraformFile(path: string): boolean {
  return /\.tf(?:\.json|vars|vars\.json)?$/.test(path);
}

function readableText(bytes: Uint8Array, before: number): string | null {
  const tooMuch = bytes.length > terraformReadFileBytesMax || before + bytes.length > terraformRootBytesMax;
  if (tooMuch || recogniseOpaque(bytes) !== null) return null;
  const decoded = decodeText(bytes);
  return decoded.kind === "text" ? decoded.text : null;
}

function encrypted(path: string, bytes: Uint8Array): readonly NotEvaluated[] {
  const opaque = recogniseOpaque(bytes);
  if (opaque === null || opaque === "lfs-pointer") return [];
  return [{ path, reason: "encrypted", detail: opaque }];
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
  return { kind: "diagnostic", diagnostic: unreadFile(path, messageId, values, sha256Hex(bytes)) };
}
