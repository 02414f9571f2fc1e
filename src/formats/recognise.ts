import { isUtf8 } from "node:buffer";
import { isJsonObject, type JsonValue } from "../model/json.ts";

export type Encryption = "git-crypt" | "age" | "ansible-vault" | "pgp" | "sops" | "sealed-secret";
export type OpaqueFile = Encryption | "lfs-pointer";

const headers: readonly (readonly [OpaqueFile, string])[] = [
  ["git-crypt", "\0GITCRYPT\0"],
  ["age", "age-encryption.org/v1"],
  ["age", "-----BEGIN AGE ENCRYPTED FILE-----"],
  ["ansible-vault", "$ANSIBLE_VAULT;"],
  ["pgp", "-----BEGIN PGP MESSAGE-----"],
  ["lfs-pointer", "version https://git-lfs.github.com/spec/v1\n"],
];
const headerBytesMax = 64;

/** What a file is that nobody can read without a key or another server, by its first bytes; `null` for any other. */
export function recogniseOpaque(bytes: Uint8Array): OpaqueFile | null {
  const start = Buffer.from(bytes.subarray(0, headerBytesMax)).toString("latin1");
  return headers.find(([, header]) => start.startsWith(header))?.[0] ?? null;
}

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

/** Encryption that leaves the structure readable and hides the values. */
export function recogniseEncrypted(value: JsonValue): "sops" | "sealed-secret" | null {
  if (!isJsonObject(value)) return null;
  const sops = Object.hasOwn(value, "sops") ? value["sops"] : undefined;
  if (isJsonObject(sops) && ("mac" in sops || "lastmodified" in sops)) return "sops";
  const version = value["apiVersion"];
  const sealed =
    value["kind"] === "SealedSecret" && typeof version === "string" && version.startsWith("bitnami.com/");
  return sealed ? "sealed-secret" : null;
}

/** Go templates, Helm, Jinja: what stands there is written by another program before anything reads it. */
const templateMarker = /\{\{|\{%/;
/** An opening `{{` or `{% if %}` line makes the parser stumble there or a few lines below. */
const templateReachLines = 3;

export function holdsTemplate(text: string): boolean {
  return templateMarker.test(text);
}

/**
 * Whether a mistake at a line (1-based) comes from a template marker: one elsewhere in the file is no excuse, or a
 * pull request could hide a broken document behind a comment.
 */
export function brokenByTemplate(text: string, line: number): boolean {
  const lines = text.split("\n", line).slice(-templateReachLines);
  return lines.some((candidate) => holdsTemplate(candidate) && !candidate.trimStart().startsWith("#"));
}
