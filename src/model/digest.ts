import { hash } from "node:crypto";
import canonicalize from "canonicalize";
import type { JsonValue } from "./json.ts";

/** SHA-256 in lower-case hexadecimal; text is hashed as UTF-8. */
export function sha256Hex(content: Uint8Array | string): string {
  return hash("sha256", content, "hex");
}

/** The one text of a JSON value (RFC 8785). Throws for what JSON cannot hold: that is a bug of the caller. */
export function canonicalJson(value: JsonValue): string {
  const text = canonicalize(value);
  if (text === undefined) throw new TypeError("not a JSON value");
  return text;
}

/** SHA-256 over the canonical form: equal values have equal digests, whatever the order of their keys. */
export function digestOf(value: JsonValue): string {
  return sha256Hex(canonicalJson(value));
}
