import { createPrivateKey, createPublicKey, generateKeyPairSync, type KeyObject, sign } from "node:crypto";
import { canonicalBase64 } from "./base64.ts";
import { ed25519Kind, isKeyName, type VerifierKey, verifierKeyOf } from "./verifier-key.ts";

/** A key that signs notes in a name. */
export interface SigningKey {
  readonly verifier: VerifierKey;
  /** The 64 bytes of a signature over the text. */
  sign(text: string): Uint8Array;
  /** The secret itself, as {@link readSigningKey} takes it: for a file of mode 0600, and for nothing else. */
  secretText(): string;
}

export type SigningKeyReading =
  | { readonly kind: "key"; readonly key: SigningKey }
  /** Says what is wrong and shows nothing of the secret. It goes on after the name of a variable. */
  | { readonly kind: "problem"; readonly message: string };

const seedBytes = 32;

/** What every Ed25519 key has before its 32 bytes, in PKCS#8 (RFC 8410, section 7). */
const privateKeyPrefix = Buffer.from("302e020100300506032b657004220420", "hex");

const howToMake = "`sekisho ledger new-key --origin NAME` makes one.";

export function newSigningKey(name: string): SigningKey {
  return signingKeyOf(name, generateKeyPairSync("ed25519").privateKey);
}

/**
 * Reads `PRIVATE+KEY+name+id+base64`, the form of Go's `sumdb/note`, which names its origin, or PKCS#8 in PEM, which
 * needs `origin`. Where both say a name, they have to agree.
 */
export function readSigningKey(given: string, origin: string | null): SigningKeyReading {
  const text = given.trim();
  return text.startsWith("PRIVATE+KEY+") ? readNoteKey(text, origin) : readPem(text, origin);
}

function readNoteKey(text: string, origin: string | null): SigningKeyReading {
  const parts = /^PRIVATE\+KEY\+([^+]{1,300})\+([0-9a-f]{8})\+([\w+/=]{1,64})$/.exec(text);
  const [, name = "", id = "", encoded = ""] = parts ?? [];
  const bytes = canonicalBase64(encoded);
  if (!isKeyName(name) || bytes === null || bytes.length !== seedBytes + 1)
    return problem("begins as a key for notes does, and is none; probably a part of it is missing.");
  if (bytes[0] !== ed25519Kind) return problem("is of a kind other than Ed25519.");
  const key = signingKeyOf(
    name,
    createPrivateKey({
      key: Buffer.concat([privateKeyPrefix, bytes.subarray(1)]),
      format: "der",
      type: "pkcs8",
    }),
  );
  if (key.verifier.id !== id)
    return problem("names another identifier than that of its key: it was altered.");
  if (origin !== null && origin !== name)
    return problem(`signs in the name ${name}, and LEDGER_ORIGIN says ${origin}. Take LEDGER_ORIGIN away.`);
  return { kind: "key", key };
}

function readPem(text: string, origin: string | null): SigningKeyReading {
  const key = pemKey(text.replaceAll("\\n", "\n"));
  if (key === null)
    return problem("is neither a key for notes (PRIVATE+KEY+…) nor a private key in PEM (PKCS#8).");
  if (key.asymmetricKeyType !== "ed25519")
    return problem(
      `is of the kind ${key.asymmetricKeyType ?? "unknown"}; the ledger is signed with Ed25519.`,
    );
  if (origin === null) return problem("is in PEM, which names no origin: set LEDGER_ORIGIN, too.");
  return { kind: "key", key: signingKeyOf(origin, key) };
}

function pemKey(text: string): KeyObject | null {
  try {
    return createPrivateKey(text);
  } catch {
    return null;
  }
}

function problem(message: string): SigningKeyReading {
  return { kind: "problem", message: `${message} ${howToMake}` };
}

function signingKeyOf(name: string, key: KeyObject): SigningKey {
  const { x = "" } = createPublicKey(key).export({ format: "jwk" });
  const verifier = verifierKeyOf(name, Buffer.from(x, "base64url"));
  return {
    verifier,
    sign: (text) => sign(null, Buffer.from(text, "utf8"), key),
    secretText: () => {
      const seed = key.export({ format: "der", type: "pkcs8" }).subarray(-seedBytes);
      const encoded = Buffer.concat([Buffer.of(ed25519Kind), seed]).toString("base64");
      return `PRIVATE+KEY+${name}+${verifier.id}+${encoded}`;
    },
  };
}
