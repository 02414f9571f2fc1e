import { recogniseOpaque } from "../../formats/recognise.ts";
import { decodeText } from "../../formats/text.ts";
import type { Diagnostic, NotEvaluated } from "../../model/diagnostic.ts";
import { sha256Hex } from "../../model/digest.ts";
import { unreadFile } from "../unread-file.ts";

/**
 * All files of one kustomization together. The largest real ones bundle custom resource definitions of 5 MB; the
 * engine takes about forty times the text, and may have 256 MiB.
 */
export const kustomizationBytesMax = 8 * 1024 * 1024;

export interface KustomizationFiles {
  readonly texts: Readonly<Record<string, string>>;
  /** What is no text, in base64: generators take such files. */
  readonly binary: Readonly<Record<string, string>>;
  readonly diagnostics: readonly Diagnostic[];
  readonly notEvaluated: readonly NotEvaluated[];
}

/** The files of a root as the engine takes them, and what is not given to it. */
export function readFiles(
  paths: readonly string[],
  files: ReadonlyMap<string, Uint8Array>,
): KustomizationFiles {
  const texts: Record<string, string> = {};
  const binary: Record<string, string> = {};
  const diagnostics: Diagnostic[] = [];
  const notEvaluated: NotEvaluated[] = [];
  let total = 0;
  for (const path of paths) {
    const bytes = files.get(path);
    if (bytes === undefined) continue;
    total += bytes.length;
    if (total > kustomizationBytesMax) {
      const limit = { limit: "kustomizationBytesMax", maximum: kustomizationBytesMax };
      diagnostics.push(unreadFile(path, "limit_exceeded", limit, sha256Hex(bytes)));
      continue;
    }
    const opaque = recogniseOpaque(bytes);
    if (opaque === "lfs-pointer") diagnostics.push(unreadFile(path, "lfs_pointer", {}, sha256Hex(bytes)));
    else if (opaque !== null) notEvaluated.push({ path, reason: "encrypted", detail: opaque });
    const decoded = decodeText(bytes);
    if (decoded.kind === "text") texts[path] = Buffer.from(bytes).toString("utf8");
    else binary[path] = Buffer.from(bytes).toString("base64");
  }
  return { texts, binary, diagnostics, notEvaluated };
}
