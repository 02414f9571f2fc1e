import { setTimeout as wait } from "node:timers/promises";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { openStore, type Store } from "../../src/store/index.ts";
import { fc } from "../fast-check.ts";
import { embedded, silent } from "./backends.ts";
import { type Child, endChildren, overlaps, startChild } from "./children.ts";
import { type PostgresServer, startPostgres, whyNoPostgres } from "./postgres-server.ts";
import { deliveryOf, newPull, type PullSubject, until } from "./samples.ts";
import type { Orders } from "./store-process.ts";

/** What happens, in this order, while everything else goes on. */
type Happening =
  | { readonly kind: "deliver"; readonly subject: number }
  /** GitHub sends a delivery once more. */
  | { readonly kind: "redeliver"; readonly nth: number }
  | { readonly kind: "wait"; readonly ms: number }
  | { readonly kind: "kill"; readonly child: number }
  | { readonly kind: "kill-server" };

const subjectsMax = 5;
const deliver = fc.record({ kind: fc.constant("deliver" as const), subject: fc.nat(subjectsMax - 1) });
const redeliver = fc.record({ kind: fc.constant("redeliver" as const), nth: fc.nat(40) });
const pause = fc.record({ kind: fc.constant("wait" as const), ms: fc.nat(120) });
const kill = fc.record({ kind: fc.constant("kill" as const), child: fc.nat(1) });
const killServer = fc.constant({ kind: "kill-server" as const });

const story = (
  ...more: readonly { readonly weight: number; readonly arbitrary: fc.Arbitrary<Happening> }[]
) =>
  fc.array(
    fc.oneof(
      { weight: 12, arbitrary: deliver },
      { weight: 3, arbitrary: redeliver },
      { weight: 6, arbitrary: pause },
      ...more,
    ),
    { minLength: 15, maxLength: 35 },
  );

/** Every acknowledged delivery is processed, and left one record. */
async function expectNothingLost(
  store: Store,
  subjects: readonly PullSubject[],
  acknowledged: readonly string[],
) {
  await until(
    "all work done",
    async () => {
      const { waiting, active, failing } = await store.work.backlog();
      return waiting + active + failing === 0;
    },
    60_000,
  );
  expect(await store.inbox.missing(acknowledged)).toEqual([]);
  for (const subject of subjects) expect(await store.inbox.pending(subject)).toEqual([]);
  const recorded = (await store.records.ofRepository(null)).map(({ key }) => key);
  expect(recorded.filter((key) => acknowledged.includes(key)).toSorted()).toEqual(acknowledged.toSorted());
}

afterEach(async () => await endChildren());

const missing = whyNoPostgres();

describe.skipIf(missing !== null)(`processes that die on PostgreSQL (${missing ?? "here"})`, () => {
  let server: PostgresServer;
  beforeAll(async () => {
    const started = await startPostgres();
    if (started === null) throw new Error("PostgreSQL could not be started");
    server = started;
  });
  afterAll(async () => await server.remove());

  async function tell(happenings: readonly Happening[]): Promise<void> {
    const url = await server.createDatabase();
    const orders: Orders = { where: { kind: "postgres", url }, jobMs: 20, concurrency: 2 };
    const store = await openStore({ kind: "postgres", url, now: () => new Date(), log: silent });
    const living = await Promise.all([startChild(orders), startChild(orders)]);
    const dead: Child[] = [];
    const subjects = Array.from({ length: subjectsMax }, newPull);
    const sent: ReturnType<typeof deliveryOf>[] = [];
    const acknowledged = new Set<string>();
    const accept = async (delivery: ReturnType<typeof deliveryOf>) => {
      const answer = await store.inbox.accept(delivery).catch(() => null);
      if (answer !== null) acknowledged.add(delivery.id);
    };
    const happen = async (happening: Happening) => {
      switch (happening.kind) {
        case "deliver": {
          const delivery = deliveryOf(subjects[happening.subject] ?? null);
          sent.push(delivery);
          return await accept(delivery);
        }
        case "redeliver": {
          const again = sent[happening.nth % Math.max(1, sent.length)];
          return again === undefined ? undefined : await accept(again);
        }
        case "wait":
          return await wait(happening.ms);
        case "kill": {
          await living[happening.child]?.kill();
          dead.push(...living.splice(happening.child, 1, await startChild(orders)));
          return;
        }
        case "kill-server":
          await server.kill();
          return await server.start();
      }
    };
    for (const happening of happenings) await happen(happening);
    await expectNothingLost(store, subjects, [...acknowledged]);
    expect(overlaps([...living, ...dead])).toEqual([]);
    await Promise.all([store.close(), ...living.map((child) => child.stop())]);
  }

  it("lose nothing, and do nothing twice at a time", async () => {
    const stories = story({ weight: 1, arbitrary: kill });
    await fc.assert(fc.asyncProperty(stories, tell), { numRuns: 3, seed: 3, endOnFailure: true });
  }, 240_000);

  it("lose nothing where the server dies too", async () => {
    const stories = story({ weight: 1, arbitrary: kill }, { weight: 1, arbitrary: killServer });
    await fc.assert(fc.asyncProperty(stories, tell), { numRuns: 2, seed: 4, endOnFailure: true });
  }, 240_000);
});

describe("a process that dies on an embedded store", () => {
  const folders = embedded();
  afterAll(async () => await folders.end());

  async function tell(happenings: readonly Happening[]): Promise<void> {
    const place = await folders.place();
    const orders: Orders = { where: place.where, jobMs: 15, concurrency: 2 };
    const subjects = Array.from({ length: subjectsMax }, newPull);
    const all: Child[] = [await startChild(orders)];
    const sent: { readonly id: string; readonly subject: PullSubject }[] = [];
    const child = () => all[all.length - 1];
    for (const happening of happenings) {
      if (happening.kind === "wait") await wait(happening.ms);
      if (happening.kind === "kill") {
        await child()?.kill();
        all.push(await startChild(orders));
      }
      if (happening.kind === "deliver") {
        const { id, subject } = deliveryOf(subjects[happening.subject] ?? null);
        if (subject?.kind !== "pull") continue;
        sent.push({ id, subject });
        child()?.accept(id, subject);
      }
      const again =
        happening.kind === "redeliver" ? sent[happening.nth % Math.max(1, sent.length)] : undefined;
      if (again !== undefined) child()?.accept(again.id, again.subject);
    }
    await child()?.kill();
    const acknowledged = new Set(
      all
        .flatMap(({ said }) => said)
        .flatMap((message) => (message.kind === "answered" && message.answer !== "no" ? [message.id] : [])),
    );
    const last = await startChild(orders);
    await wait(2_500);
    await last.stop();
    const store = await place.open();
    await expectNothingLost(store, subjects, [...acknowledged]);
    expect(overlaps([...all, last])).toEqual([]);
    await store.close();
  }

  it("loses nothing, and does nothing twice at a time", async () => {
    const stories = story({ weight: 2, arbitrary: kill });
    await fc.assert(fc.asyncProperty(stories, tell), { numRuns: 2, seed: 5, endOnFailure: true });
  }, 240_000);
});
