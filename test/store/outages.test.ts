import pg from "pg";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { openStore, type Store, StoreUnavailable } from "../../src/store/index.ts";
import { silent } from "./backends.ts";
import { type PostgresServer, startPostgres, whyNoPostgres } from "./postgres-server.ts";
import { deliveryOf, newPull, pullRecord, until } from "./samples.ts";

const missing = whyNoPostgres();

describe.skipIf(missing !== null)(`a PostgreSQL server that fails (${missing ?? "here"})`, () => {
  let server: PostgresServer;
  const opened: Store[] = [];
  beforeAll(async () => {
    const started = await startPostgres();
    if (started === null) throw new Error("PostgreSQL could not be started");
    server = started;
  });
  afterEach(async () => {
    for (const store of opened.splice(0)) await store.close().catch(() => {});
  });
  afterAll(async () => await server.remove());

  const open = async (url: string) => {
    const store = await openStore({ kind: "postgres", url, now: () => new Date(), log: silent });
    opened.push(store);
    return store;
  };
  const refusal = async (work: Promise<unknown>) => {
    const asked = performance.now();
    const error = await work.then(
      () => null,
      (caught: unknown) => caught,
    );
    return { error, tookMs: performance.now() - asked };
  };
  const finished = async (store: Store) => {
    const { waiting, active, failing } = await store.work
      .backlog()
      .catch(() => ({ waiting: 1, active: 0, failing: 0 }));
    return waiting + active + failing === 0;
  };

  it("is said at once where it is stopped, and used again when it is back", async () => {
    const store = await open(await server.createDatabase());
    await store.inbox.accept(deliveryOf(newPull()));
    await server.stop();
    const subject = newPull();
    for (const work of [
      () => store.inbox.accept(deliveryOf(subject)),
      () => store.inbox.accept(deliveryOf(subject)),
      () => store.records.append([pullRecord(subject, "a")]),
      () => store.ping(),
      () => store.notes.get("a"),
      () => store.work.request(subject),
    ]) {
      const { error, tookMs } = await refusal(work());
      expect(error).toBeInstanceOf(StoreUnavailable);
      expect(tookMs).toBeLessThan(3_000);
    }
    await server.start();
    expect(await store.inbox.accept(deliveryOf(subject))).toBe("accepted");
    expect(await store.inbox.pending(subject)).toHaveLength(1);
  });

  it("is said within seconds where it hangs, and what hung is harmless", async () => {
    const store = await open(await server.createDatabase());
    const subject = newPull();
    const delivery = deliveryOf(subject);
    await store.ping();
    await server.pause();
    try {
      for (const work of [() => store.inbox.accept(delivery), () => store.ping()]) {
        const { error, tookMs } = await refusal(work());
        expect(error).toBeInstanceOf(StoreUnavailable);
        expect(tookMs).toBeLessThan(6_000);
      }
    } finally {
      await server.resume();
    }
    await store.inbox.accept(delivery);
    expect(await store.inbox.pending(subject)).toHaveLength(1);
  });

  it("is said when it is not there at the start", async () => {
    const nobody = openStore({
      kind: "postgres",
      url: "postgres://sekisho:secret-word@127.0.0.1:1/none",
      now: () => new Date(),
      log: silent,
    });
    const { error, tookMs } = await refusal(nobody);
    expect(error).toBeInstanceOf(StoreUnavailable);
    expect(String(error)).toContain("check that PostgreSQL runs");
    expect(JSON.stringify(error, Object.getOwnPropertyNames(error))).not.toContain("secret-word");
    expect(tookMs).toBeLessThan(3_000);
  });

  it("is said where its role may not make tables, with how to mend it", async () => {
    const url = await server.createDatabase();
    await ask(url, "create role guest login");
    const guest = openStore({
      kind: "postgres",
      url: url.replace("sekisho@", "guest@"),
      now: () => new Date(),
      log: silent,
    });
    await expect(guest).rejects.toThrow("GRANT CREATE ON DATABASE");
  });

  it.each(["stopped", "killed"])("keeps no work from being done when it was %s meanwhile", async (how) => {
    const store = await open(await server.createDatabase());
    const subjects = Array.from({ length: 6 }, newPull);
    const done = new Set<number>();
    let [running, most] = [new Map<number, number>(), 0];
    let hold = true;
    await store.work.start(
      async ({ subject, signal }) => {
        if (subject.kind !== "pull") return;
        const id = subject.repositoryId;
        running.set(id, (running.get(id) ?? 0) + 1);
        most = Math.max(most, running.get(id) ?? 0);
        try {
          await new Promise<void>((resolve, reject) => {
            signal.addEventListener("abort", () => reject(signal.reason));
            if (!hold) resolve();
          });
          await store.records.append([pullRecord(subject, "done")]);
          done.add(id);
        } finally {
          running.set(id, (running.get(id) ?? 0) - 1);
        }
      },
      { concurrency: 3 },
    );
    for (const subject of subjects) await store.inbox.accept(deliveryOf(subject));
    await until("three jobs in hand", () => [...running.values()].filter((count) => count > 0).length === 3);
    hold = false;
    if (how === "stopped") await server.stop();
    else await server.kill();
    await until("the jobs told to stop", () => [...running.values()].every((count) => count === 0));
    await server.start();
    await until("all work done", async () => done.size === 6 && (await finished(store)), 30_000);
    expect(most).toBe(1);
    running = new Map();
  });

  it("stops what is in hand when it ends the connection that shows that the process lives", async () => {
    const url = await server.createDatabase();
    const store = await open(url);
    const subject = newPull();
    const tries: string[] = [];
    let [inHand, most] = [0, 0];
    await store.work.start(
      async ({ signal }) => {
        most = Math.max(most, ++inHand);
        tries.push("began");
        if (tries.length === 1) {
          await new Promise<void>((resolve) => signal.addEventListener("abort", () => resolve()));
          tries.push("told to stop");
          await new Promise((resolve) => setTimeout(resolve, 2_500));
          tries.push("stopped");
        }
        inHand--;
      },
      { concurrency: 2 },
    );
    await store.inbox.accept(deliveryOf(subject));
    await until("a job in hand", () => tries.length === 1);
    await ask(
      url,
      "select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'sekisho presence' and datname = current_database()",
    );
    await until("the job once more", () => tries.length === 4, 15_000);
    expect([tries, most]).toEqual([["began", "told to stop", "stopped", "began"], 1]);
    await until("the end", () => finished(store));
  });

  it("has nothing to clean up after a process that was taken for dead and ends its job late", async () => {
    const url = await server.createDatabase();
    const store = await open(url);
    const subject = newPull();
    const gate = Promise.withResolvers<void>();
    await store.work.start(() => gate.promise, { concurrency: 1 });
    await store.work.request(subject);
    await until("a job in hand", async () => (await store.work.backlog()).active === 1);
    await ask(url, "update sekisho.subject set claimed_by = null, reading = null");
    await ask(url, "update sekisho.subject set claimed_by = 999, reading = wanted");
    gate.resolve();
    await new Promise((resolve) => setTimeout(resolve, 300));
    const [row] = await ask(url, "select wanted, done, claimed_by from sekisho.subject");
    expect(row).toEqual({ wanted: 1, done: 0, claimed_by: 999 });
  });
});

async function ask(url: string, text: string): Promise<readonly unknown[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  const { rows } = await client.query(text);
  await client.end();
  return rows;
}
