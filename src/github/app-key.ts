import { createPrivateKey, type KeyObject, sign } from "node:crypto";
import { GitHubError } from "./ports.ts";

/** GitHub takes tokens of ten minutes at most, and none from its future: clocks differ by this much. */
const backdatedSeconds = 30;
const lifetimeSeconds = 600 - 2 * backdatedSeconds;

/** Of an unencrypted RSA key, as GitHub makes them. Throws {@link GitHubError}. */
export function readPrivateKey(pem: string): KeyObject {
  // Line breaks are often lost in environment variables, and come as two characters.
  const key = parsed(pem.replaceAll("\\n", "\n"));
  if (key?.asymmetricKeyType === "rsa") return key;
  throw new GitHubError(
    "unauthorised",
    "The App's private key is no RSA key in PEM form. Make one on the App's page, and pass the whole file, with its line breaks.",
  );
}

/** What OpenSSL says is dropped: it names no remedy. */
function parsed(pem: string): KeyObject | null {
  // The second try is for Node: an error that another call left behind in OpenSSL makes it refuse a good key once.
  for (let tries = 0; tries < 2; tries++)
    try {
      return createPrivateKey(pem);
    } catch {}
  return null;
}

export interface AppToken {
  readonly jwt: string;
  /** ISO 8601. */
  readonly expiresAt: string;
}

/**
 * Signs the tokens by which the App says who it is. The key is parsed once and not for each token, which is slow, and
 * see above. `now` in milliseconds; `timeDifferenceSeconds`: how far GitHub's clock is ahead, once it has complained.
 */
export function appToken(appId: number, key: KeyObject, now: number, timeDifferenceSeconds = 0): AppToken {
  const issuedAt = Math.floor(now / 1000) + timeDifferenceSeconds - backdatedSeconds;
  const expires = issuedAt + backdatedSeconds + lifetimeSeconds;
  const content = [
    { alg: "RS256", typ: "JWT" },
    { iat: issuedAt, exp: expires, iss: appId },
  ];
  const text = content.map((part) => Buffer.from(JSON.stringify(part)).toString("base64url")).join(".");
  const signature = sign("RSA-SHA256", Buffer.from(text), key).toString("base64url");
  return { jwt: `${text}.${signature}`, expiresAt: new Date(expires * 1000).toISOString() };
}
