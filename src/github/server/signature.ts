import { createHmac, timingSafeEqual } from "node:crypto";

/** GitHub's form: https://docs.github.com/en/webhooks/using-webhooks/validating-webhook-deliveries */
const form = /^sha256=([0-9a-f]{64})$/;

/** Whether a header could be a signature at all, which can be told before anything of the body is read. */
export function looksLikeSignature(header: string | undefined): header is string {
  return header !== undefined && form.test(header);
}

/**
 * Whether one of the secrets signed exactly these bytes. @octokit/webhooks-methods takes text only, and bytes that are
 * not UTF-8 would not come through it unchanged. Every secret is tried, so that the time tells nothing about which.
 */
export function signatureMatches(secrets: readonly string[], body: Uint8Array, header: string): boolean {
  const given = Buffer.from(form.exec(header)?.[1] ?? "", "hex");
  let matches = false;
  for (const secret of secrets) {
    const wanted = createHmac("sha256", secret).update(body).digest();
    if (given.length === wanted.length && timingSafeEqual(given, wanted)) matches = true;
  }
  return matches;
}
