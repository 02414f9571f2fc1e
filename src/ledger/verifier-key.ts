import { createHash, createPublicKey, type KeyObject, verify } from "node:crypto";
import { canonicalBase64 } from "./base64.ts";

/** The public half of a key that signs notes: https://c2sp.org/signed-note. */
export interface VerifierKey {
  /** Of the key; where it signs a log, the log's origin. */
  readonly name: string;
  /** Eight hexadecimal digits, from name and key: tells keys of a name apart, and proves nothing. */
  readonly id: string;
  /** `name+id+base64`, as other programs take it. */
  readonly text: string;
  readonly publicKey: KeyObject;
}

/** The identifier of Ed25519 among the kinds of signatures of notes. */
export const ed25519Kind = 1;

const publicKeyBytes = 32;

/** Names are host names with a path; what follows fits in a line of a terminal. */
const nameCharactersMax = 300;

/** What every Ed25519 key has before its 32 bytes, in SubjectPublicKeyInfo (RFC 8410, section 4). */
const publicKeyPrefix = Buffer.from("302a300506032b6570032100", "hex");

/** Whether notes may be signed in this name: no spaces, no plus, nothing that does not show. */
export function isKeyName(name: string): boolean {
  return name.length <= nameCharactersMax && /^[^\s+\p{C}\p{Z}]+$/u.test(name);
}

/** Throws where the name is none, or the key has not 32 bytes: a bug of the caller. */
export function verifierKeyOf(name: string, key: Uint8Array): VerifierKey {
  if (!isKeyName(name)) throw new TypeError(`${JSON.stringify(name)} cannot be the name of a key`);
  if (key.length !== publicKeyBytes) throw new TypeError("an Ed25519 public key has 32 bytes");
  const encoded = Buffer.concat([Buffer.of(ed25519Kind), key]);
  const id = createHash("sha256").update(`${name}\n`, "utf8").update(encoded).digest("hex").slice(0, 8);
  return {
    name,
    id,
    text: `${name}+${id}+${encoded.toString("base64")}`,
    publicKey: createPublicKey({
      key: Buffer.concat([publicKeyPrefix, key]),
      format: "der",
      type: "spki",
    }),
  };
}

/** `null` where the text is no Ed25519 verifier key, or its identifier is not that of its key. */
export function parseVerifierKey(text: string): VerifierKey | null {
  const [, name = "", id = "", encoded = ""] =
    /^([^+]{1,300})\+([0-9a-f]{8})\+([\w+/=]{1,64})$/.exec(text) ?? [];
  const bytes = canonicalBase64(encoded);
  if (!isKeyName(name) || bytes === null) return null;
  if (bytes[0] !== ed25519Kind || bytes.length !== publicKeyBytes + 1) return null;
  const key = verifierKeyOf(name, bytes.subarray(1));
  return key.id === id ? key : null;
}

export function isSignedBy(key: VerifierKey, text: string, signature: Uint8Array): boolean {
  return verify(null, Buffer.from(text, "utf8"), key.publicKey, signature);
}
