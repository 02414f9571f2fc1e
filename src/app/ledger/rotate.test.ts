import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { localLedger } from "../../config/index.ts";
import {
  createLedgerSigner,
  keysAt,
  newSigningKey,
  openCheckpoint,
  rememberedAt,
} from "../../ledger/index.ts";
import type { Store } from "../../store/index.ts";
import { beginSigning } from "./begin.ts";
import { keyPeriods } from "./key-records.ts";
import { renewOwnKey } from "./renew-own-key.ts";
import { type OpenSigned, type Rotation, retireKey, rotateKey } from "./rotate.ts";
import { type KeyEnvironment, signingKeys } from "./signing-keys.ts";
import { installations, keptLog } from "./testing/kept-log.ts";
import { watchLedger } from "./watch.ts";

const origin = "log.example";
const change = { by: "pia", because: "every year" };
const quiet = { info: () => {}, warn: () => {}, error: () => {} };

let folder = "";
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "sekisho-rotate-"));
});
afterEach(() => rmSync(folder, { recursive: true }));

/** One log, which each signer that opens it goes on writing. */
function openedLog() {
  let sign: Parameters<typeof keptLog>[0] = () => null;
  const log = keptLog((head) => sign?.(head) ?? null);
  const open: OpenSigned = async (signer) => {
    sign = (head) => signer.sign(head);
    return { ...log, close: async () => {} } as unknown as Store;
  };
  return { log, open };
}

async function begun(key: ReturnType<typeof newSigningKey>) {
  const { log, open } = openedLog();
  const signer = createLedgerSigner([key]);
  const store = await open(signer);
  await beginSigning({ store, signer, remembered: remembered(), anchored: async () => [], log: quiet });
  await log.records.append(installations(4));
  return { log, open, signer };
}

const remembered = () => rememberedAt(join(folder, "checkpoint"));

/** Of the keys that may sign a size, those that did. */
async function signersOf(log: ReturnType<typeof keptLog>, size: number): Promise<readonly string[]> {
  const keys = keysAt(await keyPeriods(log), size);
  const note = log.checkpoints.find((one) => one.size === size)?.note ?? "";
  const reading = openCheckpoint(note, keys[0]?.name ?? "", keys);
  return reading.kind === "refused" ? [reading.message] : reading.by.map(({ text }) => text);
}

describe("changing the key of a log", () => {
  const [one, two] = [newSigningKey(origin), newSigningKey(origin)];
  const rotation = (more: Partial<Rotation> = {}): Rotation => {
    return { previous: one, next: two, atOnce: false, change, remembered: remembered(), ...more };
  };

  it("stands in the log under both signatures, and both count until the first is retired", async () => {
    const { log, open } = await begun(one);
    await rotateKey(rotation(), open);
    expect(await signersOf(log, 6)).toEqual([one.verifier.text, two.verifier.text]);
    await retireKey(two, one, change, open);
    expect(await signersOf(log, 7)).toEqual([one.verifier.text, two.verifier.text]);
    await log.records.append(installations(1, 50));
    expect(keysAt(await keyPeriods(log), 8).map(({ text }) => text)).toEqual([two.verifier.text]);
    expect(await keyPeriods(log)).toEqual([
      { vkey: one.verifier.text, from: 0, to: 7 },
      { vkey: two.verifier.text, from: 6, to: null },
    ]);
  });

  it("retires the key before at once, where nobody else signs with it", async () => {
    const { log, open } = await begun(one);
    await rotateKey(rotation({ atOnce: true }), open);
    expect(await signersOf(log, 7)).toEqual([one.verifier.text, two.verifier.text]);
    const late = createLedgerSigner([one]);
    const store = await open(late);
    await beginSigning({
      store,
      signer: late,
      remembered: remembered(),
      anchored: async () => [],
      log: quiet,
    });
    expect(late.notSigning).toMatchObject({ because: expect.stringContaining("which was retired") });
  });

  it("is noticed by a process that signs meanwhile, before it signs again, and told once", async () => {
    const { log, signer } = await begun(one);
    signer.keyEvents?.learn(9, [
      { kind: "key-rotated", index: 0, previous: null, next: one.verifier.text },
      { kind: "key-rotated", index: 7, previous: one.verifier.text, next: two.verifier.text },
      { kind: "key-retired", index: 8, key: one.verifier.text },
    ]);
    expect(signer.sign({ ...log.head(), size: 9 })).not.toBeNull();
    expect(signer.sign({ ...log.head(), size: 10 })).toBeNull();
    const told: unknown[] = [];
    const error = (...said: readonly unknown[]) => told.push(said);
    const watched = { store: log, signer, remembered: remembered(), log: { ...quiet, error } };
    const watch = watchLedger(watched as Parameters<typeof watchLedger>[0]);
    await watch.stop();
    await watch.stop();
    const because = expect.stringMatching(/another key signs it.*restart this process\.$/);
    expect(told).toEqual([[{ because, origin }, "The ledger is not signed any more."]]);
  });

  it("goes on without a key that is lost, and begins another log where entries are lost", async () => {
    const { log, open } = await begun(one);
    await rotateKey(rotation({ previous: null, atOnce: true }), open);
    expect(await signersOf(log, 7)).toEqual([two.verifier.text]);
    const other = newSigningKey("log.example/2");
    remembered().write(log.checkpoints.at(-1)?.note ?? "");
    log.leaves.splice(0, 1, "something else");
    await expect(rotateKey(rotation({ previous: two, next: newSigningKey(origin) }), open)).rejects.toThrow(
      /are not those of the signed checkpoint/,
    );
    await rotateKey(rotation({ previous: two, next: other, atOnce: true }), open);
    expect(log.checkpoints.at(-1)?.note.split("\n")[0]).toBe("log.example/2");
  });

  it.each([
    ["with a key that is not the log's", { previous: newSigningKey(origin) }, /which is not the log's/],
    ["to the key that it has", { next: one }, /is or was a key of this log already/],
  ])("is refused %s", async (_name, more, message) => {
    const { open } = await begun(one);
    await expect(rotateKey(rotation(more), open)).rejects.toThrow(message);
  });

  it("exchanges the file of a store in a folder, also where the last try ended half way", async () => {
    const environment: KeyEnvironment = {
      ledger: { ...localLedger, origin },
      dataFolder: folder,
      store: { kind: "embedded", folder },
    };
    const [first] = signingKeys(environment);
    if (first === undefined) throw new Error("there is no key");
    const { log, open } = await begun(first);
    const how = { change, remembered: remembered() };
    const renewed = await renewOwnKey(environment, how, open);
    expect(signingKeys(environment)[0]?.verifier.text).toBe(renewed.verifier.text);
    expect(existsSync(join(folder, "ledger", "key.next"))).toBe(false);
    const size = log.leaves.length;
    const cutOff: OpenSigned = async (signer) => {
      const store = await open(signer);
      const close = () => Promise.reject(new Error("killed"));
      return signer.keys.length > 1 ? { ...store, close } : store;
    };
    await expect(renewOwnKey(environment, how, cutOff)).rejects.toThrow("killed");
    expect(signingKeys(environment)[0]?.verifier.text).toBe(renewed.verifier.text);
    const after = await renewOwnKey(environment, how, open);
    expect(log.leaves.length).toBe(size + 2);
    expect(signingKeys(environment)[0]?.verifier.text).toBe(after.verifier.text);
  });
});
