import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { localLedger } from "../../config/index.ts";
import { newSigningKey } from "../../ledger/index.ts";
import { type KeyEnvironment, keyFileOf, signingKeys } from "./signing-keys.ts";

let dataFolder = "";
beforeEach(() => {
  dataFolder = mkdtempSync(join(tmpdir(), "sekisho-keys-"));
});
afterEach(() => rmSync(dataFolder, { recursive: true }));

function environment(
  ledger: Partial<KeyEnvironment["ledger"]>,
  kind: "embedded" | "postgres" = "embedded",
): KeyEnvironment {
  const store = kind === "embedded" ? { kind, folder: dataFolder } : { kind, url: "postgres://x/y" };
  return { ledger: { ...localLedger, ...ledger }, dataFolder, store };
}

function texts(given: KeyEnvironment): readonly string[] {
  return signingKeys(given).map(({ verifier }) => verifier.text);
}

const one = newSigningKey("a.example");
const two = newSigningKey("a.example");

describe("the keys of a server", () => {
  it("are made once for a store in a folder, and kept where only this user may read them", () => {
    const given = environment({});
    const [first] = texts(given);
    expect(first).toMatch(/^sekisho\.invalid\/[0-9a-f]{8}\+/);
    expect(statSync(keyFileOf(given)).mode & 0o777).toBe(0o600);
    expect(texts(given)).toEqual([first]);
    expect(texts(environment({ publicOrigin: "other.example/ledger" }))).toEqual([first]);
  });

  it("are named after the address of the server, or as somebody says", () => {
    expect(texts(environment({ publicOrigin: "p.example/ledger" }))[0]).toMatch(/^p\.example\/ledger\+/);
    rmSync(join(dataFolder, "ledger"), { recursive: true });
    const said = { publicOrigin: "p.example/ledger", origin: "said.example" };
    expect(texts(environment(said))[0]).toMatch(/^said\.example\+/);
  });

  it("are those of the environment, wherever the store is", () => {
    const ledger = { key: one.secretText(), previousKey: two.secretText() };
    const both = [one.verifier.text, two.verifier.text];
    expect(texts(environment(ledger))).toEqual(both);
    expect(texts(environment(ledger, "postgres"))).toEqual(both);
  });

  it.each([
    [{ key: "x" }, /^LEDGER_KEY is neither a key for notes/],
    [{ key: one.secretText(), previousKey: "x" }, /^LEDGER_KEY_PREVIOUS is neither/],
    [{ key: one.secretText(), previousKey: one.secretText() }, /are the same key/],
    [{ key: one.secretText(), previousKey: newSigningKey("b.example").secretText() }, /b\.example/],
    [{ key: one.secretText(), origin: "b.example" }, /LEDGER_ORIGIN says b\.example/],
  ] as const)("are refused with a sentence: %#", (ledger, message) => {
    expect(() => signingKeys(environment(ledger, "postgres"))).toThrow(message);
  });

  it("are never written over a file that holds something else", () => {
    const given = environment({});
    texts(given);
    writeFileSync(keyFileOf(given), "something");
    expect(() => signingKeys(given)).toThrow(/ledger\/key is neither a key for notes/);
    expect(readFileSync(keyFileOf(given), "utf8")).toBe("something");
  });
});
