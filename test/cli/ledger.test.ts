import { cpSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { rotated } from "../../src/app/ledger/key-records.ts";
import { temporaryFolder } from "../../src/git/temporary-repository.ts";
import { newSigningKey, signCheckpoint } from "../../src/ledger/index.ts";
import type { TreeHead } from "../../src/model/ledger.ts";
import { openStore } from "../../src/store/index.ts";
import { newPull, pullRecord } from "../store/samples.ts";
import { sekisho } from "./command.ts";

const data = temporaryFolder();
const folder = join(data, "store");
const quiet = { info: () => {}, warn: () => {}, error: () => {} };
const origin = "sekisho.example.com/ledger";
const key = newSigningKey(origin);
const signer = { origin, sign: (head: TreeHead) => signCheckpoint(origin, head, [key]) };
const kept = join(data, "kept-checkpoint");

/** Adds entries as a server does, and gives the last checkpoint. */
async function serve(...keys: readonly string[]): Promise<string> {
  const now = () => new Date("2026-11-21T09:00:00.000Z");
  const store = await openStore({ kind: "embedded", folder, now, log: quiet, signer });
  try {
    await store.records.append([
      rotated(null, key.verifier.text, { by: "operator", because: "first" }),
      ...keys.map((one) => pullRecord({ ...newPull(), repositoryId: 7 }, one)),
    ]);
    return (await store.ledger.lastCheckpoint())?.note ?? "";
  } finally {
    await store.close();
  }
}

function ledger(...list: readonly string[]) {
  return sekisho(["ledger", ...list, "--embedded"], { variables: { SEKISHO_DATA: data } });
}

beforeAll(async () => {
  await serve("a", "b");
});

describe("sekisho ledger", () => {
  it("says what it has", () => {
    const ran = ledger("status");
    expect(ran).toMatchObject({ exitCode: 0, stderr: "" });
    expect(ran.stdout).toMatch(
      /^Entries {7}3\nRoot {10}[0-9a-f]{64}\nLast entry {4}2026-11-21T09:00:00.000Z\nCheckpoint {4}3 entries, signed 2026-11-21T09:00:00.000Z\nNot signed {4}0\n$/,
    );
    expect(JSON.parse(ledger("status", "--format", "json").stdout)).toMatchObject({ size: 3 });
    expect(ledger("status", "--locale", "ja").stdout).toContain("エントリー数      3");
  });

  it("shows an entry and its place in the tree", () => {
    const ran = ledger("show", "1");
    expect(ran).toMatchObject({ exitCode: 0, stderr: "" });
    expect(ran.stdout).toContain("Entry       1 pull/feedback\n");
    expect(ran.stdout).toMatch(/In the tree yes: 3 entries, root [0-9a-f]{64}, signed\n/);
    expect(ran.stdout).toContain('"because": "a"');
    expect(JSON.parse(ledger("show", "2", "--format", "json").stdout)).toMatchObject({
      digest: "agrees",
      included: true,
      proof: [expect.any(String)],
    });
  });

  it.each([
    [["show"], "takes the index of an entry, from 0."],
    [["show", "-1"], "Unknown option '-1'"],
    [["show", "1e3"], 'not "1e3"'],
    [["show", "3"], "The ledger has 3 entries, so there is none with index 3"],
    [["verify", "--against", "/nowhere"], "--against: the checkpoint cannot be read: ENOENT"],
    [["shwo"], 'has no "shwo"; there is'],
    [[], "needs one of: "],
  ])("says what is wrong with %j", (list, message) => {
    const ran = list.length === 0 ? sekisho(["ledger"]) : ledger(...list);
    expect(ran.exitCode).toBe(2);
    expect(ran.stderr).toContain(message);
  });

  it("finds a backup that was put back, and what was written after it", async () => {
    cpSync(folder, join(data, "backup"), { recursive: true });
    writeFileSync(kept, await serve("c"));
    const whole = ledger("verify", "--against", kept);
    expect(whole).toMatchObject({ exitCode: 0, stderr: "" });
    expect(whole.stdout).toContain(
      "Checkpoints  2, of which 2 have a good signature of sekisho.example.com/ledger",
    );
    expect(whole.stdout).toContain(`✓ ${kept}: the ledger has all of it still.\nThe ledger is whole.\n`);

    rmSync(folder, { recursive: true });
    cpSync(join(data, "backup"), folder, { recursive: true });
    expect(ledger("verify").exitCode).toBe(0);
    const back = ledger("verify", "--against", kept);
    expect(back.exitCode).toBe(1);
    expect(back.stdout).toContain(
      `✗ ${kept}: it covers 4 entries and there are 3: an older state was put back`,
    );

    await serve("other");
    const forked = ledger("verify", "--against", kept, "--locale", "ja");
    expect(forked.exitCode).toBe(1);
    expect(forked.stdout).toContain("先頭の 4 件が一致しません。別の履歴です。");
  });

  it("compares with nothing that is not a checkpoint of this ledger", () => {
    const other = join(data, "other");
    const strange = newSigningKey("other.example.com/ledger");
    const head = { size: 3, root: "00".repeat(32) };
    for (const [text, why] of [
      ["no note\n", "it is no checkpoint"],
      [signCheckpoint("other.example.com/ledger", head, [strange]), "it is of the log"],
      [signCheckpoint(origin, head, [newSigningKey(origin)]), "cannot be compared with"],
    ] as const) {
      writeFileSync(other, text);
      const ran = ledger("verify", "--against", other);
      expect(ran.exitCode).toBe(1);
      expect(ran.stdout).toContain(why);
    }
  });
});
