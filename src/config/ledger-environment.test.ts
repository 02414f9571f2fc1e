import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { ledgerSecrets, localLedger, readLedger } from "./ledger-environment.ts";

const folder = mkdtempSync(join(tmpdir(), "sekisho-ledger-environment-"));
afterAll(() => rmSync(folder, { recursive: true }));

const own = { demanded: false };

describe("the environment of the ledger", () => {
  it("may be empty where the store is of one process, which makes a key", () => {
    expect(readLedger({}, own).value).toEqual({ ...localLedger, serve: true });
  });

  it("demands a key where several processes write, and says how to make one", () => {
    const { value, problems } = readLedger({}, { demanded: true });
    expect(value).toBeNull();
    expect(problems).toEqual([expect.stringMatching(/^LEDGER_KEY is missing\..*sekisho ledger new-key/)]);
  });

  it("reads every variable, secrets from files, too, and knows which must not be shown", () => {
    const path = join(folder, "key");
    writeFileSync(path, "one\n");
    const { value } = readLedger(
      {
        LEDGER_KEY_PATH: path,
        LEDGER_KEY_PREVIOUS: "two",
        LEDGER_ORIGIN: "sekisho.example.com:8443/ledger",
        SEKISHO_PUBLIC_URL: "https://sekisho.example.com/",
        LEDGER_SERVE: "off",
        LEDGER_ANCHOR_FOLDER: "/mnt/anchors/",
        LEDGER_S3_ACCESS_KEY_ID: "AKIA",
        LEDGER_S3_SECRET_ACCESS_KEY: "three",
        LEDGER_S3_SESSION_TOKEN: "four",
        LEDGER_RELEASE_TOKEN: "five",
      },
      { demanded: true },
    );
    expect(value).toEqual({
      key: "one",
      previousKey: "two",
      origin: "sekisho.example.com:8443/ledger",
      publicOrigin: "sekisho.example.com/ledger",
      serve: false,
      anchors: {
        folder: "/mnt/anchors",
        s3: { accessKeyId: "AKIA", secretAccessKey: "three", sessionToken: "four" },
        releaseToken: "five",
      },
    });
    const secrets = value === null ? [] : ledgerSecrets(value);
    expect([...secrets].sort()).toEqual(["five", "four", "one", "three", "two"]);
  });

  it.each([
    [{ LEDGER_ORIGIN: "https://sekisho.example.com" }, /LEDGER_ORIGIN .* without https/],
    [{ LEDGER_ORIGIN: "Sekisho.example.com" }, /LEDGER_ORIGIN/],
    [{ LEDGER_ORIGIN: "a b" }, /LEDGER_ORIGIN/],
    [{ LEDGER_ORIGIN: "a+b" }, /LEDGER_ORIGIN/],
    [{ LEDGER_ORIGIN: "a.example/" }, /LEDGER_ORIGIN/],
    [{ LEDGER_SERVE: "yes" }, /LEDGER_SERVE has to be on or off/],
    [{ LEDGER_ANCHOR_FOLDER: "anchors" }, /LEDGER_ANCHOR_FOLDER has to be an absolute path/],
    [{ LEDGER_S3_ACCESS_KEY_ID: "AKIA" }, /belong together/],
    [{ LEDGER_S3_SECRET_ACCESS_KEY: "s" }, /belong together/],
    [{ LEDGER_KEY_PREVIOUS: "s" }, /LEDGER_KEY_PREVIOUS is set without LEDGER_KEY/],
    [{ LEDGER_KEY: "a", LEDGER_KEY_PATH: "/b" }, /both set/],
    [{ LEDGER_KEY_PATH: "/nowhere/at/all" }, /LEDGER_KEY_PATH names \/nowhere\/at\/all/],
  ] as const)("refuses %j", (variables, message) => {
    const { value, problems } = readLedger(variables, own);
    expect(value).toBeNull();
    expect(problems).toEqual([expect.stringMatching(message)]);
  });
});
