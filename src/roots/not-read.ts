import type { Diagnostic, DiagnosticMessage } from "../model/diagnostic.ts";
import { digestOf } from "../model/digest.ts";
import type { JsonObject } from "../model/json.ts";
import { fileLocation } from "../model/location.ts";
import { fileBytesMax, type TreeEntry } from "../model/tree.ts";

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
    digest: digestOf(contents.map(({ path: part, mode, blob }) => [part, mode, blob]).sort()),
    location: fileLocation(path),
  };
}

export function tooLarge(entry: TreeEntry): Diagnostic {
  return notRead("file_too_large", entry.path, entry.path, [entry], {
    limit: "fileBytesMax",
    maximum: fileBytesMax,
  });
}
