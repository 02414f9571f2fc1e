import { fork } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import { afterAll, describe, expect, it } from "vitest";
import { keyPeriods } from "../../src/app/ledger/key-records.ts";
import { retireKey, rotateKey } from "../../src/app/ledger/rotate.ts";
import { keysAt, newSigningKey, openCheckpoint, type SigningKey } from "../../src/ledger/index.ts";
import { openStore, openStoreReader } from "../../src/store/index.ts";
import { backends, silent } from "./backends.ts";
import { until } from "./samples.ts";
import type { WriterOrders, WriterSays } from "./signing-writer.ts";

const origin = "sekisho.example.com/ledger";
const change = { by: "pia", because: "every year" };
const script = fileURLToPath(new URL("./signing-writer.ts", import.meta.url));
const postgres = backends().filter(({ name }) => name === "PostgreSQL");

/** A process that adds and signs all the time. */
function startWriter(orders: WriterOrders) {
  const child = fork(script, [JSON.stringify(orders)], { stdio: ["ignore", "inherit", "inherit", "ipc"] });
  let last: WriterSays = { added: 0, notSigning: null };
  child.on("message", (message: WriterSays) => {
    last = message;
  });
  return {
    notSigning: () => last.notSigning,
    /** Until it has added so many more. */
    goesOn: async (more = 5) => {
      const from = last.added;
      await until(
        `${orders.name} adds entries`,
        () => last.added >= from + more || child.exitCode !== null,
        60_000,
      );
      expect(child.exitCode).toBeNull();
    },
    stop: async () => {
      const exit = once(child, "exit");
      child.send("stop");
      expect((await exit)[0]).toBe(0);
    },
  };
}

for (const backend of postgres) {
  const title = backend.missing === null ? "" : ` (not here: ${backend.missing})`;
  describe.skipIf(backend.missing !== null)(
    `while two processes add and sign on ${backend.name}${title}`,
    () => {
      afterAll(() => backend.end());

      it("the key changes, and no size is signed with a key that does not count for it", async () => {
        const { where } = await backend.place();
        const [one, two] = [newSigningKey(origin), newSigningKey(origin)];
        const start = (name: string, ...keys: readonly SigningKey[]) =>
          startWriter({ where, name, keys: keys.map((key) => key.secretText()) });
        const open: Parameters<typeof rotateKey>[1] = (signer) =>
          openStore({ ...where, now: () => new Date(), log: silent, signer });
        const remembered = { read: () => null, write: () => {} };
        await rotateKey({ previous: null, next: one, atOnce: false, change, remembered }, open);

        const [old, exchanged] = [start("old", one), start("exchanged", one)];
        await Promise.all([old.goesOn(), exchanged.goesOn()]);
        await rotateKey({ previous: one, next: two, atOnce: false, change, remembered }, open);
        await Promise.all([old.goesOn(), exchanged.goesOn()]);
        expect([old.notSigning(), exchanged.notSigning()]).toEqual([null, null]);

        await exchanged.stop();
        const renewed = start("renewed", two, one);
        await Promise.all([old.goesOn(), renewed.goesOn()]);
        await retireKey(two, one, change, open);
        await Promise.all([old.goesOn(), renewed.goesOn()]);
        expect(old.notSigning()).toMatch(/another key signs it.*restart this process\.$/);
        expect(renewed.notSigning()).toBeNull();
        await old.stop();
        await renewed.goesOn();
        await renewed.stop();

        const reader = await openStoreReader({ ...where, now: () => new Date(), log: silent });
        try {
          const periods = await keyPeriods(reader);
          const retiredAt = periods.find(({ vkey }) => vkey === one.verifier.text)?.to ?? 0;
          const signers = new Map<number, string>();
          const checkNote = (note: string, size: number) => {
            const by = [one, two].filter(
              ({ verifier }) => openCheckpoint(note, origin, [verifier]).kind === "checkpoint",
            );
            signers.set(size, by.map((key) => (key === one ? "one" : "two")).join());
            const allowed = openCheckpoint(note, origin, keysAt(periods, size));
            const old_and_late = by.includes(one) && size > retiredAt;
            return allowed.kind === "refused"
              ? allowed.message
              : old_and_late
                ? "signed with a retired key"
                : null;
          };
          const found = await reader.ledger.verify({ checkNote, rootsAt: [] });
          expect(found.problems).toEqual([]);
          expect(found.signedUpTo).toBe(found.size);
          expect(signers.get(retiredAt)).toBe("one,two");
          expect(new Set([...signers].filter(([size]) => size > retiredAt).map(([, by]) => by))).toEqual(
            new Set(["two"]),
          );
          expect(new Set(signers.values())).toEqual(new Set(["one", "one,two", "two"]));
        } finally {
          await reader.close();
        }
      }, 120_000);
    },
  );
}
