import type { Diagnostic, DiagnosticMessage } from "../model/diagnostic.ts";
import type { JsonObject } from "../model/json.ts";
import { fileLocation } from "../model/location.ts";

/** A file that is there and was not read. `digest` is that of its bytes: with the same ones in the base nothing is introduced. */
export function unreadFile(
  path: string,
  messageId: DiagnosticMessage<"not-read">,
  values: JsonObject,
  digest: string,
): Diagnostic {
  return {
    kind: "not-read",
    messageId,
    arguments: { path, ...values },
    subject: path,
    digest,
    location: fileLocation(path),
  };
}
