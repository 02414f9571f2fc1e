import { canonicalBase64 } from "./base64.ts";
import type { SigningKey } from "./signing-key.ts";
import { isKeyName, isSignedBy, type VerifierKey } from "./verifier-key.ts";

/** A text and who signed it, as a C2SP signed note has it: https://c2sp.org/signed-note. Nothing is verified yet. */
export interface Note {
  /** Ends with a line break. */
  readonly text: string;
  readonly signatures: readonly NoteSignature[];
}

interface NoteSignature {
  readonly name: string;
  /** Of the key: eight hexadecimal digits. */
  readonly id: string;
  readonly signature: Uint8Array;
}

export type NoteReading =
  | { readonly kind: "note"; readonly note: Note }
  | { readonly kind: "problem"; readonly message: string };

export type NoteVerdict =
  /** At least one of the keys signed it, and none that claims to is wrong. In the order of the keys. */
  | { readonly kind: "verified"; readonly by: readonly VerifierKey[] }
  | { readonly kind: "refused"; readonly message: string };

/** Sixteen signatures have to be taken, and those against quantum computers have up to 5 kB, 7 kB in base64. */
export const noteBytesMax = 128 * 1024;
/** As Go's reader has it. */
const signaturesMax = 100;

const idBytes = 4;

/** Signs a text, which has to end with a line break, with each of the keys. Throws for a text that no note can have. */
export function signNote(text: string, keys: readonly SigningKey[]): string {
  if (!text.endsWith("\n") || hasForbidden(text)) throw new TypeError("not a text of a note");
  return `${text}\n${keys.map((key) => signatureLine(key, text)).join("")}`;
}

function signatureLine(key: SigningKey, text: string): string {
  const { name, id } = key.verifier;
  const bytes = Buffer.concat([Buffer.from(id, "hex"), key.sign(text)]);
  return `— ${name} ${bytes.toString("base64")}\n`;
}

/** Takes a note apart. Never throws: what was fetched is anybody's. */
export function parseNote(given: Uint8Array | string): NoteReading {
  const bytes = typeof given === "string" ? Buffer.from(given, "utf8") : given;
  if (bytes.length > noteBytesMax) return problem(`has more than ${noteBytesMax} bytes`);
  const whole = textOf(bytes);
  if (whole === null || hasForbidden(whole)) return problem("has bytes that no text has");
  const gap = whole.lastIndexOf("\n\n");
  if (gap === -1) return problem("has no empty line before its signatures");
  if (!whole.endsWith("\n")) return problem("does not end with a line break");
  const lines = whole.slice(gap + 2, -1).split("\n");
  if (lines.length > signaturesMax) return problem(`has more than ${signaturesMax} signatures`);
  const signatures: NoteSignature[] = [];
  for (const line of lines) {
    const signature = signatureOf(line);
    if (signature === null) return problem("has a signature that cannot be read");
    signatures.push(signature);
  }
  return { kind: "note", note: { text: whole.slice(0, gap + 1), signatures } };
}

/**
 * Signatures of keys that nobody named count for nothing, whatever they say; one of a known key that is wrong spoils the
 * note. Of several by one key the first counts.
 */
export function verifyNote(note: Note, keys: readonly VerifierKey[]): NoteVerdict {
  const by: VerifierKey[] = [];
  for (const key of keys) {
    const claimed = note.signatures.find(({ name, id }) => name === key.name && id === key.id);
    if (claimed === undefined) continue;
    if (!isSignedBy(key, note.text, claimed.signature))
      return { kind: "refused", message: `the signature of ${key.name}+${key.id} is not over this text` };
    by.push(key);
  }
  if (by.length > 0) return { kind: "verified", by };
  const names = note.signatures.map(({ name, id }) => `${name}+${id}`);
  return { kind: "refused", message: `none of the known keys signed it, only ${names.join(", ")}` };
}

function signatureOf(line: string): NoteSignature | null {
  const [, name = "", encoded = ""] = /^— (\S+) (\S+)$/u.exec(line) ?? [];
  const bytes = canonicalBase64(encoded);
  if (!isKeyName(name) || bytes === null || bytes.length <= idBytes) return null;
  return {
    name,
    id: bytes.subarray(0, idBytes).toString("hex"),
    signature: bytes.subarray(idBytes),
  };
}

function textOf(bytes: Uint8Array): string | null {
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return null;
  }
}

/** Control characters other than the line break. */
function hasForbidden(text: string): boolean {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for.
  return /[\u0000-\u0009\u000b-\u001f]/.test(text);
}

function problem(what: string): NoteReading {
  return { kind: "problem", message: `it is no signed note: it ${what}` };
}
