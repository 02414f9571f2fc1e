import type { Diagnostic, DiagnosticMessage } from "../model/diagnostic.ts";
import { digestOf } from "../model/digest.ts";
import type { JsonObject } from "../model/json.ts";
import { fileLocation } from "../model/location.ts";
import { fileBytesMax, type TreeEntry } from "../model/tree.ts";
import { below } from "./paths.ts";

/**
 * What was found and not read. `contents` is everything that was not: with the same contents in the base, nothing is
 * introduced.
 */
export function notRead(
  messageId: DiagnosticMessage<"not-read">,
  subject: string,
  path: string,
  contents: readonly TreeEntry[],
  more: JsonObject = {},
): Diagnostic {
  return {
    kind: "not-read",
    messageId,
    arguments: { path: subject, ...more },
    subject,
    digest: digestOf(contents.map((part) => [placeOf(part, subject), part.mode, part.blob]).sort()),
    location: fileLocation(path),
  };
}

/** Where it stands within the subject: what is only moved as a whole is the same. A link means something else elsewhere. */
function placeOf({ path, mode }: TreeEntry, subject: string): string {
  if (mode === "symlink") return path;
  return path === subject ? "" : (below(subject, path) ?? path);
}

export function tooLarge(entry: TreeEntry): Diagnostic {
  return notRead("file_too_large", entry.path, entry.path, [entry], {
    limit: "fileBytesMax",
    maximum: fileBytesMax,
  });
}
