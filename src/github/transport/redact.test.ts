import { expect, test } from "vitest";
import { withoutSecrets } from "./redact.ts";

test.each([
  ["an installation token", `got ghs_${"aB3".repeat(12)} here`, "got [removed] here"],
  ["a personal token", `ghp_${"x".repeat(36)}`, "[removed]"],
  ["a fine-grained token", `github_pat_${"11ABC_x".repeat(9)}`, "[removed]"],
  ["a stateless installation token", `ghs_eyJ0.eyJpc3Mi-Q.c2ln_x`, "[removed]"],
  ["a token of an old server", `v1.${"0123456789abcdef".repeat(2)}01234567`, "[removed]"],
  ["a web token", "sent eyJhbGciOi.eyJpYXQiOjE.c2lnbmF0dXJl.", "sent [removed]."],
  ["a header", "Authorization: Bearer abcdefghijklmnop1234", "Authorization: [removed]"],
  ["a key", "-----BEGIN RSA PRIVATE KEY-----\nMIIE\n-----END RSA PRIVATE KEY----- x", "[removed] x"],
  ["a key that is cut off", "-----BEGIN PRIVATE KEY-----\nMIIE", "[removed]"],
  ["an address", "https://x-access-token:secret@github.com/a/b", "https://[removed]github.com/a/b"],
])("%s is taken out of a message", (_, text, expected) => {
  expect(withoutSecrets(text)).toBe(expected);
});

test("a sentence stays as it is, and a page is cut", () => {
  expect(withoutSecrets("Bad token for basic auth.")).toBe("Bad token for basic auth.");
  expect(withoutSecrets("x".repeat(10_000))).toHaveLength(501);
});
