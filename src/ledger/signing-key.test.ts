import { generateKeyPairSync } from "node:crypto";
import { describe, expect, it } from "vitest";
import { newSigningKey, readSigningKey } from "./signing-key.ts";

const origin = "sekisho.example.com/ledger";

function pem(kind: "ed25519" | "x25519" = "ed25519"): string {
  // Two calls, because each kind has a signature of its own.
  const { privateKey } = kind === "ed25519" ? generateKeyPairSync("ed25519") : generateKeyPairSync("x25519");
  return privateKey.export({ format: "pem", type: "pkcs8" }).toString();
}

function problem(given: string, named: string | null = origin): string {
  const reading = readSigningKey(given, named);
  if (reading.kind === "key") throw new Error("it was read");
  return reading.message;
}

describe("signing keys", () => {
  it("reads PEM, also with line breaks written out, and signs in the name of the origin", () => {
    const text = pem();
    const keys = [text, text.trim(), text.replaceAll("\n", "\\n")].map((given) =>
      readSigningKey(given, origin),
    );
    const [first, ...others] = keys.map((reading) =>
      reading.kind === "key" ? reading.key.verifier.text : reading.message,
    );
    expect(first).toMatch(/^sekisho\.example\.com\/ledger\+[0-9a-f]{8}\+A/);
    expect(new Set(others)).toEqual(new Set([first]));
  });

  it("makes keys that it reads again, each another one", () => {
    const [one, two] = [newSigningKey(origin), newSigningKey(origin)];
    const read = readSigningKey(`${one.secretText()}\n`, null);
    expect(read).toMatchObject({ kind: "key", key: { verifier: { text: one.verifier.text } } });
    expect(one.verifier.text).not.toBe(two.verifier.text);
  });

  it.each([
    ["a text that is no key", "hello", /is neither a key for notes .* nor a private key in PEM/],
    ["a key of another kind", pem("x25519"), /is of the kind x25519; the ledger is signed with Ed25519/],
    ["half a key", newSigningKey(origin).secretText().slice(0, 60), /probably a part of it is missing/],
    ["a public key", newSigningKey(origin).verifier.text, /is neither a key for notes/],
  ])("says what is wrong with %s, how to make one, and nothing of it", (_name, given, message) => {
    const said = problem(given);
    expect(said).toMatch(message);
    expect(said).toContain("sekisho ledger new-key");
    for (const part of given.match(/[\w/=]{16,}/g) ?? []) expect(said).not.toContain(part);
  });

  it("demands an origin for PEM, and refuses another than that of the key", () => {
    expect(problem(pem(), null)).toMatch(/names no origin: set LEDGER_ORIGIN/);
    expect(problem(newSigningKey(origin).secretText(), "other.example")).toMatch(
      /signs in the name sekisho.example.com\/ledger, and LEDGER_ORIGIN says other.example/,
    );
  });

  it("notices a key whose name was exchanged", () => {
    const text = newSigningKey(origin).secretText().replace("sekisho.", "s3kisho.");
    expect(problem(text, null)).toMatch(/it was altered/);
  });
});
