import { createPrivateKey, type KeyObject } from "node:crypto";

export type PrivateKeyReading =
  | { readonly kind: "key"; readonly pem: string }
  | { readonly kind: "problem"; readonly message: string };

const howToGet =
  "In the settings of the GitHub App, under “Private keys”, generate one, and set PRIVATE_KEY to the content of the file, or PRIVATE_KEY_PATH to its path.";

/**
 * A key in any of the shapes that Probot takes: PEM, PEM whose line breaks became `\n` or spaces, or all of it in
 * base64. GitHub signs nothing with it, we do: it has to be an RSA key, and a private one. No message shows any of it.
 */
export function readPrivateKey(given: string): PrivateKeyReading {
  const pem = pemOf(decoded(given.trim()).replaceAll("\\n", "\n"));
  if (pem === null) return problem("is no private key: there is no `-----BEGIN … PRIVATE KEY-----` in it.");
  const key = keyOf(pem);
  if (key === null) return problem("cannot be read as a private key; probably a part of it is missing.");
  if (key.asymmetricKeyType !== "rsa")
    return problem(`is of the kind ${key.asymmetricKeyType ?? "unknown"}; GitHub Apps have RSA keys.`);
  return { kind: "key", pem };
}

function problem(message: string): PrivateKeyReading {
  return { kind: "problem", message: `PRIVATE_KEY ${message} ${howToGet}` };
}

function decoded(text: string): string {
  return /^[A-Za-z0-9+/\s]+=*$/.test(text) ? Buffer.from(text, "base64").toString("utf8") : text;
}

function pemOf(text: string): string | null {
  const parts = /-----BEGIN ((?:RSA )?PRIVATE KEY)-----([\s\S]+?)-----END \1-----/.exec(text);
  if (parts === null) return null;
  const [, label = "", body = ""] = parts;
  const lines = body.replaceAll(/\s+/g, "").match(/.{1,64}/g) ?? [];
  return `-----BEGIN ${label}-----\n${lines.join("\n")}\n-----END ${label}-----\n`;
}

function keyOf(pem: string): KeyObject | null {
  try {
    return createPrivateKey(pem);
  } catch {
    return null;
  }
}
