import type { Diagnostic } from "../model/diagnostic.ts";
import { digestOf } from "../model/digest.ts";
import type { JsonObject } from "../model/json.ts";
import { fileLocation } from "../model/location.ts";
import { fileBytesMax, type TreeEntry } from "../model/tree.ts";

/** What was found and not read: each becomes a CHG-025, unless the base had the same. */
export type NotReadId =
  | "chart_not_evaluated"
  | "kustomization_not_evaluated"
  | "plan_not_evaluated"
  | "symlink"
  | "submodule"
  | "file_too_large";

/** `contents` is everything that was not read: with the same contents in the base, nothing is introduced. */
export function notRead(
  messageId: NotReadId,
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
