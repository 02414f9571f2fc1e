import { cpSync, existsSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { keyPeriods } from "../../src/app/ledger/key-records.ts";
import { keysAt, openCheckpoint, parseVerifierKey } from "../../src/ledger/index.ts";
import { rootAt } from "../../src/model/merkle.ts";
import { openStore, openStoreReader, type StoreReader } from "../../src/store/index.ts";
import { peopleOf, stageIn, traffic, trafficPath } from "./estate.ts";
import { type Harness, startHarness } from "./harness.ts";

let app: Harness;
const logged: string[] = [];
beforeAll(async () => {
  app = await startHarness({ logLevel: "info", logTo: { write: (line) => void logged.push(line) } });
});
afterAll(() => app.close());

const quiet = { debug: () => {}, info: () => {}, warn: () => {}, error: () => {} };

async function reading<Result>(read: (store: StoreReader) => Promise<Result>): Promise<Result> {
  const { store } = app.environment;
  return app.whileStopped(async () => {
    const reader = await openStoreReader({ ...store, now: () => new Date(), log: quiet });
    try {
      return await read(reader);
    } finally {
      await reader.close();
    }
  });
}

/** What the log of the App says from here on. */
async function afterwards(does: () => Promise<unknown>): Promise<string> {
  const before = logged.length;
  await does();
  return logged.slice(before).join("");
}

const rememberedPath = () => join(app.environment.dataFolder, "ledger", "checkpoint");
const storeFolder = () => join(app.environment.dataFolder, "store");

/** Sizes of the head and of the last checkpoint. */
async function sizes(): Promise<{ readonly entries: number; readonly signed: number | null }> {
  return reading(async ({ ledger }) => ({
    entries: (await ledger.head()).size,
    signed: (await ledger.lastCheckpoint())?.size ?? null,
  }));
}

describe("the ledger of an App", () => {
  it("is signed from the first start, with a key that the log itself names", async () => {
    const { head, last, periods, kinds } = await reading(async (store) => {
      const { size } = await store.ledger.head();
      const entries = await store.ledger.entries(0, size);
      return {
        head: await store.ledger.head(),
        last: await store.ledger.lastCheckpoint(),
        periods: await keyPeriods(store),
        kinds: entries.map(({ leaf }) => leaf.kind),
      };
    });
    expect(kinds.slice(0, 2)).toEqual(["repository/key-rotated", "repository/tool-started"]);
    expect(periods).toEqual([{ vkey: expect.stringMatching(/^sekisho\.invalid\/\w+\+/), from: 0, to: null }]);
    const [key] = keysAt(periods, head.size);
    const opened = openCheckpoint(last?.note ?? "", key?.name ?? "", key === undefined ? [] : [key]);
    expect(opened).toMatchObject({ kind: "checkpoint", checkpoint: head });
    expect(readFileSync(rememberedPath(), "utf8")).toMatch(/^sekisho\.invalid/);
  });

  it("tells of each start with which parts it was, and names the key once", async () => {
    const records = await reading(async (store) => ({
      started: await store.records.ofRepository(null, "tool-started"),
      rotated: await store.records.ofRepository(null, "key-rotated"),
    }));
    expect(records.started.length).toBeGreaterThan(1);
    expect(records.rotated).toHaveLength(1);
    expect(records.started[0]?.body).toMatchObject({
      program: expect.stringMatching(/^\d/),
      node: process.versions.node,
      engines: { opa: expect.stringMatching(/^[0-9a-f]{64}$/) },
      policySet: expect.stringMatching(/^[0-9a-f]{64}$/),
      store: "embedded",
      signingKey: expect.stringContaining("sekisho.invalid/"),
    });
  });

  it("leaves a receipt in the check of a decision, before which the decision stood in the log", async () => {
    await peopleOf(app);
    const stage = await stageIn(app, "receipt");
    const pull = await stage.see(await stage.open("dev", { [trafficPath]: traffic(90) }));
    const said = /ledger entry (\d+) · signed at size (\d+) · root `([0-9a-f]{64})`/.exec(
      pull.check?.summary ?? "",
    );
    const [, index = "", size = "", root = ""] = said ?? [];
    const { kind, ours, signed } = await reading(async ({ ledger }) => ({
      kind: (await ledger.entries(Number(index), Number(index) + 1))[0]?.leaf.kind,
      ours: Buffer.from(await rootAt(Number(size), ledger.nodes)).toString("hex"),
      signed: await ledger.checkpoints(Number(size), Number(size)),
    }));
    expect([kind, ours, signed.length]).toEqual(["pull/decision", root, 1]);
  }, 120_000);

  it("is not signed any more where an old backup was put in its place, and the App goes on", async () => {
    const backup = join(app.environment.dataFolder, "backup");
    const newest = join(app.environment.dataFolder, "newest");
    await app.whileStopped(async () => cpSync(storeFolder(), backup, { recursive: true }));
    await app.restart();
    const before = await sizes();
    const told = await afterwards(() =>
      app.whileStopped(async () => {
        cpSync(storeFolder(), newest, { recursive: true });
        rmSync(storeFolder(), { recursive: true });
        cpSync(backup, storeFolder(), { recursive: true });
      }),
    );
    expect(told).toContain("The ledger is not signed.");
    expect(told).toContain(`and this machine has a signed checkpoint of `);
    expect(told).toContain("the store was put back to an older state");
    expect((await fetch(`${app.address()}/readyz`)).status).toBe(200);
    const after = await sizes();
    expect(after.entries).toBeGreaterThan(after.signed ?? 0);
    expect(after.signed).toBeLessThan(before.signed ?? 0);
    // What it remembers is not lost by that: the next start says so again.
    expect(await afterwards(() => app.restart())).toContain("The ledger is not signed.");
    const restored = await afterwards(() =>
      app.whileStopped(async () => {
        rmSync(storeFolder(), { recursive: true });
        cpSync(newest, storeFolder(), { recursive: true });
      }),
    );
    expect(restored).toContain("The ledger is signed.");
  }, 120_000);

  it("is not signed where somebody with its key made another log", async () => {
    const kept = join(app.environment.dataFolder, "kept");
    const size = (await sizes()).entries;
    const told = await afterwards(() =>
      app.whileStopped(async () => {
        cpSync(storeFolder(), kept, { recursive: true });
        rmSync(storeFolder(), { recursive: true });
        const place = { kind: "embedded", folder: storeFolder() } as const;
        const forged = await openStore({ ...place, now: () => new Date(), log: quiet });
        const body = { kind: "installation", change: "created", detail: {} } as const;
        await forged.records.append(
          Array.from({ length: size + 10 }, (_, at) => {
            return { scope: "repository", repositoryId: null, key: `forged ${at}`, body } as const;
          }),
        );
        await forged.close();
      }),
    );
    expect(told).toContain("The ledger is not signed.");
    expect(told).toMatch(/The first \d+ entries of the ledger in the store are not those/);
    const whole = await afterwards(() =>
      app.whileStopped(async () => {
        rmSync(storeFolder(), { recursive: true });
        cpSync(kept, storeFolder(), { recursive: true });
      }),
    );
    expect(whole).toContain("The ledger is signed.");
  }, 120_000);

  it("is not signed with a key that is not the log's", async () => {
    const key = join(app.environment.dataFolder, "ledger", "key");
    const kept = readFileSync(key, "utf8");
    const told = await afterwards(() => app.whileStopped(async () => rmSync(key)));
    expect(existsSync(key)).toBe(true);
    expect(told).toContain("which is not the log's");
    expect(parseVerifierKey(kept)).toBeNull();
    expect(told).not.toContain(kept.trim().split("+").at(-1));
  });
});
