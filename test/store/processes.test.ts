import { readdir, stat } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, afterEach, describe, expect, it } from "vitest";
import { subjectKey } from "../../src/model/pull.ts";
import { openStore, type Store } from "../../src/store/index.ts";
import { embedded, postgres, silent } from "./backends.ts";
import { endChildren, overlaps, startChild } from "./children.ts";
import { deliveryOf, newPull, until } from "./samples.ts";

const server = postgres();
const folders = embedded();

afterEach(async () => await endChildren());
afterAll(async () => {
  await server.end();
  await folders.end();
});

const isIdle = async (store: Store) => {
  const { waiting, active, failing } = await store.work.backlog();
  return waiting + active + failing === 0;
};

describe.skipIf(server.missing !== null)(`processes on one PostgreSQL (${server.missing ?? "here"})`, () => {
  it("share the work, and never have the same subject in hand", async () => {
    const place = await server.place();
    const orders = { where: place.where, jobMs: 25, concurrency: 2 };
    const [store, ...children] = await Promise.all([place.open(), startChild(orders), startChild(orders)]);
    const subjects = Array.from({ length: 12 }, newPull);
    for (let round = 0; round < 6; round++) {
      await Promise.all(subjects.map((subject) => store.inbox.accept(deliveryOf(subject))));
    }
    await until("all work done", () => isIdle(store));
    expect(overlaps(children)).toEqual([]);
    for (const child of children) expect(child.done().length).toBeGreaterThan(4);
    for (const subject of subjects) expect(await store.inbox.pending(subject)).toEqual([]);
  });

  it("take over within seconds what one of them had in hand when it was killed", async () => {
    const place = await server.place();
    const store = await place.open();
    const doomed = await startChild({ where: place.where, jobMs: null, concurrency: 2 });
    const [first, second, third] = [newPull(), newPull(), newPull()];
    for (const subject of [first, second, third]) await store.inbox.accept(deliveryOf(subject));
    await until("two jobs in hand", () => doomed.began().length === 2);
    const other = await startChild({ where: place.where, jobMs: 1, concurrency: 2 });
    await until("the third", () => other.done().includes(subjectKey(third)));
    await new Promise((resolve) => setTimeout(resolve, 2_500));
    expect(other.done()).toHaveLength(1);
    await doomed.kill();
    const killed = performance.now();
    await until("the others", () => other.done().length === 3);
    expect(performance.now() - killed).toBeLessThan(5_000);
    const attempts = other.said.flatMap((message) => (message.kind === "began" ? [message.attempt] : []));
    expect(attempts.toSorted()).toEqual([0, 1, 1]);
    for (const subject of [first, second]) expect(await store.inbox.pending(subject)).toEqual([]);
  });

  it("leave what they had in hand to the others when they stop", async () => {
    const place = await server.place();
    const store = await place.open();
    const leaving = await startChild({ where: place.where, jobMs: null, concurrency: 2 });
    const subject = newPull();
    await store.inbox.accept(deliveryOf(subject));
    await until("the job in hand", () => leaving.began().length === 1);
    const other = await startChild({ where: place.where, jobMs: 1, concurrency: 2 });
    await leaving.stop();
    await until("the job taken up", () => other.done().length === 1, 5_000);
    expect(other.said).toContainEqual(
      expect.objectContaining({ kind: "began", subject: subjectKey(subject), attempt: 0 }),
    );
  });

  it("open an empty database at the same moment", async () => {
    const place = await server.place();
    const stores = await Promise.all(Array.from({ length: 5 }, () => place.open()));
    for (const store of stores) await store.ping();
  });
});

describe("a process on an embedded store", () => {
  it("has it alone, and a second one is told who has it", async () => {
    const { where } = await folders.place();
    const child = await startChild({ where, jobMs: 1, concurrency: 1 });
    const second = openStore({ ...where, now: () => new Date(), log: silent });
    await expect(second).rejects.toThrow(`in use by process ${child.pid}`);
  });

  it("that is killed leaves everything that it acknowledged, and its work, to the next", async () => {
    const place = await folders.place();
    const child = await startChild({ where: place.where, jobMs: null, concurrency: 1 });
    const subjects = Array.from({ length: 5 }, newPull);
    for (const [index, subject] of subjects.entries()) child.accept(`d${index}`, subject);
    const answers = () => child.said.filter(({ kind }) => kind === "answered").length;
    await until("answers and a job in hand", () => answers() === 5 && child.began().length === 1);
    await child.kill();
    const opened = performance.now();
    const next = await startChild({ where: place.where, jobMs: 1, concurrency: 1 });
    await until("all work done", () => next.done().length === 5);
    expect(performance.now() - opened).toBeLessThan(10_000);
    await next.stop();
    const store = await place.open();
    expect(await store.inbox.missing(subjects.map((_, index) => `d${index}`))).toEqual([]);
    for (const subject of subjects) expect(await store.inbox.pending(subject)).toEqual([]);
  });

  it("keeps what is due later over a restart, and what was waiting", async () => {
    const place = await folders.place();
    let ahead = 0;
    const now = () => new Date(Date.now() + ahead);
    const before = await place.open({ now });
    const [due, waiting] = [newPull(), newPull()];
    await before.work.request(due, new Date(Date.now() + 3_600_000).toISOString());
    await before.inbox.accept(deliveryOf(waiting));
    await before.close();
    const after = await place.open({ now });
    const done: string[] = [];
    await after.work.start(
      async ({ subject }) => {
        done.push(subjectKey(subject));
      },
      { concurrency: 1 },
    );
    await until("what was waiting", () => done.includes(subjectKey(waiting)));
    expect(done).not.toContain(subjectKey(due));
    ahead = 3_600_001;
    await until("what was due", () => done.includes(subjectKey(due)));
  });

  it("says plainly what it does not promise", async () => {
    const said: string[] = [];
    const place = await folders.place();
    await place.open({ log: { ...silent, warn: (_, message) => void said.push(message) } });
    expect(said.join()).toMatch(/power cut .* may lose what was acknowledged/);
  });

  it("keeps its data where nobody else can read it", async () => {
    const { where } = await folders.place();
    if (where.kind !== "embedded") throw new Error("Not embedded");
    const folder = join(where.folder, "inner");
    const store = await openStore({ kind: "embedded", folder, now: () => new Date(), log: silent });
    expect((await stat(folder)).mode & 0o777).toBe(0o700);
    await store.close();
    expect(await readdir(join(folder, "lock"))).toEqual([]);
  });
});
