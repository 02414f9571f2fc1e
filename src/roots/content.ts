import { isUtf8 } from "node:buffer";
import { recogniseOpaque } from "../formats/recognise.ts";

/**
 * Whether a file may hold Kubernetes objects. It may unless it is certain that it does not: text in which the words
 * `apiVersion` and `kind` do not stand, and that has no way to spell them otherwise (escapes in quotes, `!!binary`).
 * What is encrypted, stored elsewhere or no text at all may hold anything; whoever reads it says so.
 */
export function mayHoldObjects(bytes: Uint8Array): boolean {
  const content = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (content.includes("apiVersion") && content.includes("kind")) return true;
  if (!isUtf8(content) || content.includes(0) || recogniseOpaque(bytes) !== null) return true;
  return disguise.test(content.toString("utf8"));
}

/** Letters of the two words given by number, words broken over two lines, and text in another encoding. */
const disguise =
  /\\(?:x|u00|U000000)(?:56|6[1459bef]|7[023])|"[^"\n]*\\\r?\n|!!binary|!<tag:yaml\.org,2002:binary>/i;

/** The JSON form of a Terraform plan (`terraform show -json`). */
export function isPlan(bytes: Uint8Array): boolean {
  const content = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return (
    content.includes('"format_version"') &&
    content.includes('"terraform_version"') &&
    (content.includes('"planned_values"') || content.includes('"resource_changes"'))
  );
}
