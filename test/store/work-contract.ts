import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { subjectKey } from "../../src/model/pull.ts";
import type { Job, Store } from "../../src/store/index.ts";
import type { Backend } from "./backends.ts";
import { deliveryOf, newPull, pullRecord, until } from "./samples.ts";

/** One handler for a whole file of tests: each looks at its own subject. */
class Handler {
  readonly started: Job[] = [];
  readonly #does = new Map<string, (job: Job) => Promise<void>>();
  readonly handle = async (job: Job) => {
    this.started.push(job);
    await this.#does.get(subjectKey(job.subject))?.(job);
  };
  on(subject: Job["subject"], does: (job: Job) => Promise<void>) {
    this.#does.set(subjectKey(subject), does);
  }
  of(subject: Job["subject"]) {
    return this.started.filter((job) => subjectKey(job.subject) === subjectKey(subject));
  }
}

const aborted = (signal: AbortSignal) =>
  new Promise<void>((_, reject) => signal.addEventListener("abort", () => reject(signal.reason)));
const sleep = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms));

/** The same tests for both; each runs in a file of its own, because most of the time is spent waiting. */
export function describeWork(backend: Backend): void {
  const title = backend.missing === null ? "" : ` (not here: ${backend.missing})`;
  describe.skipIf(backend.missing !== null)(`work on the ${backend.name} store${title}`, () => {
    let store: Store;
    let handler: Handler;
    let ahead = 0;
    beforeAll(async () => {
      store = await (await backend.place()).open({ now: () => new Date(Date.now() + ahead) });
      handler = new Handler();
      await store.work.start(handler.handle, { concurrency: 4 });
    });
    afterEach(async () => {
      await until("nothing left to do", async () => (await store.work.backlog()).active === 0);
    });
    afterAll(async () => await backend.end());

    it("begins within 200 ms of the delivery, also when the process was idle", async () => {
      const tookMs: number[] = [];
      // A busy machine may be late now and then; polling would be late nearly always.
      for (let round = 0; round < 3; round++) {
        await sleep(700);
        const subject = newPull();
        const begun = Promise.withResolvers<number>();
        handler.on(subject, async () => begun.resolve(performance.now()));
        const asked = performance.now();
        await store.inbox.accept(deliveryOf(subject));
        tookMs.push((await begun.promise) - asked);
      }
      expect(Math.min(...tookMs)).toBeLessThan(200);
    });

    it("begins for records that ask for it, once they stand, and once alone", async () => {
      const subject = newPull();
      const record = pullRecord(subject, "a plan");
      const seen: number[] = [];
      handler.on(subject, async () => {
        seen.push((await store.records.ofPull(subject.repositoryId, subject.number)).length);
      });
      await store.records.append([record], { subjects: [subject] });
      await until("a job", () => seen.length > 0);
      await store.records.append([record], { subjects: [subject] });
      await sleep(300);
      expect(seen).toEqual([1]);
    });

    it("gives the job its subject, and is done when the handler is", async () => {
      const subject = newPull();
      await store.inbox.accept(deliveryOf(subject));
      await until("the job", () => handler.of(subject).length === 1);
      const [job] = handler.of(subject);
      expect([job?.subject, job?.attempt, job?.signal.aborted]).toEqual([subject, 0, false]);
      await sleep(1_300);
      expect(handler.of(subject)).toHaveLength(1);
      expect(await store.work.backlog()).toEqual({ waiting: 0, active: 0, failing: 0, oldestSeconds: 0 });
    });

    it("asks again for a known delivery that is not processed, and not for a processed one", async () => {
      const subject = newPull();
      const delivery = deliveryOf(subject);
      await store.inbox.accept(delivery);
      await until("the first job", () => handler.of(subject).length === 1);
      await store.inbox.accept(delivery);
      await until("the second job", () => handler.of(subject).length === 2);
      await store.records.append([], { processed: [delivery.id] });
      await store.inbox.accept(delivery);
      await sleep(1_300);
      expect(handler.of(subject)).toHaveLength(2);
    });

    it("never runs a subject twice at a time, and does what came meanwhile once more", async () => {
      const subject = newPull();
      let [running, most] = [0, 0];
      const gate = Promise.withResolvers<void>();
      handler.on(subject, async () => {
        most = Math.max(most, ++running);
        await gate.promise;
        running--;
      });
      await store.work.request(subject);
      await until("the first job", () => handler.of(subject).length === 1);
      await Promise.all(Array.from({ length: 10 }, () => store.work.request(subject)));
      await sleep(1_200);
      gate.resolve();
      await until("the second job", () => handler.of(subject).length === 2);
      await sleep(1_500);
      expect([handler.of(subject).length, most]).toEqual([2, 1]);
    });

    it("joins what is asked before it begins", async () => {
      const blocked = Array.from({ length: 4 }, newPull);
      const gate = Promise.withResolvers<void>();
      for (const subject of blocked) {
        handler.on(subject, () => gate.promise);
        await store.work.request(subject);
      }
      await until("all hands full", async () => (await store.work.backlog()).active === 4);
      const subject = newPull();
      for (let i = 0; i < 5; i++) await store.work.request(subject);
      expect(await store.work.backlog()).toMatchObject({ waiting: 1, active: 4, failing: 0 });
      gate.resolve();
      await until("the job", () => handler.of(subject).length === 1);
      await sleep(1_300);
      expect(handler.of(subject)).toHaveLength(1);
    });

    it("tells the job in hand soon that newer work was asked for, and does that afterwards", async () => {
      const subject = newPull();
      let stopped = 0;
      handler.on(subject, async ({ signal }) => {
        if (handler.of(subject).length > 1) return;
        await aborted(signal).finally(() => {
          stopped = performance.now();
        });
      });
      await store.work.request(subject);
      await until("the first job", () => handler.of(subject).length === 1);
      const asked = performance.now();
      await store.work.request(subject);
      await until("the second job", () => handler.of(subject).length === 2);
      // The look that finds it without a notice comes once a second.
      expect(stopped - asked).toBeLessThan(500);
      expect(handler.of(subject).map(({ attempt }) => attempt)).toEqual([0, 0]);
    });

    it("carries work through in the end, however many events come", async () => {
      const subject = newPull();
      const finished = Promise.withResolvers<void>();
      handler.on(subject, async ({ signal }) => {
        await Promise.race([aborted(signal), sleep(700)]);
        finished.resolve();
      });
      const flood = setInterval(() => void store.work.request(subject), 100);
      await finished.promise;
      clearInterval(flood);
      expect(handler.of(subject).length).toBe(4);
    });

    it("tries failing work again after 1 s, 2 s …, counts, and forgets the count when it succeeds", async () => {
      const subject = newPull();
      const at: number[] = [];
      handler.on(subject, async () => {
        at.push(performance.now());
        if (at.length < 3) throw new Error("GitHub says 502 \0");
      });
      await store.work.request(subject);
      await until("failing work", async () => (await store.work.backlog()).failing === 1);
      await until("the third try", () => at.length === 3);
      expect(handler.of(subject).map(({ attempt }) => attempt)).toEqual([0, 1, 2]);
      const [first = 0, second = 0, third = 0] = at;
      expect(second - first).toBeGreaterThan(950);
      expect(second - first).toBeLessThan(3_500);
      expect(third - second).toBeGreaterThan(1_950);
      await until("no backlog", async () => (await store.work.backlog()).failing === 0);
      await store.work.request(subject);
      await until("the fourth job", () => at.length === 4);
      expect(handler.of(subject).at(-1)?.attempt).toBe(0);
    });

    it("does not let new work wait for the retry of old", async () => {
      const subject = newPull();
      handler.on(subject, async ({ attempt }) => {
        if (attempt < 3) throw new Error("no");
      });
      await store.work.request(subject);
      for (const count of [1, 2, 3]) {
        await until(`try ${count}`, () => handler.of(subject).length === count);
        await until("failing", async () => (await store.work.backlog()).failing === 1);
        const asked = performance.now();
        await store.work.request(subject);
        await until("the next try", () => handler.of(subject).length === count + 1);
        expect(performance.now() - asked).toBeLessThan(900);
      }
    });

    it("does at once what was asked for while work failed", async () => {
      const subject = newPull();
      handler.on(subject, async ({ attempt }) => {
        if (attempt < 3) await store.work.request(subject);
        if (attempt < 3) throw new Error("no");
      });
      const asked = performance.now();
      await store.work.request(subject);
      await until("success", () => handler.of(subject).some(({ attempt }) => attempt === 3));
      expect(performance.now() - asked).toBeLessThan(1_900);
    });

    it("waits for as long as an error says, also with new work", async () => {
      const subject = newPull();
      const at: number[] = [];
      handler.on(subject, async () => {
        at.push(performance.now());
        if (at.length === 1) throw Object.assign(new Error("rate limited"), { retryAfterMs: 2_500 });
      });
      await store.work.request(subject);
      await until("failing", async () => (await store.work.backlog()).failing === 1);
      await store.work.request(subject);
      await until("the second try", () => at.length === 2);
      expect((at[1] ?? 0) - (at[0] ?? 0)).toBeGreaterThan(2_450);
    });

    it("looks at a subject when it is due, the earliest time asked", async () => {
      const subject = newPull();
      const at = (hours: number) => new Date(Date.now() + ahead + hours * 3_600_000).toISOString();
      await store.work.request(subject, at(2));
      await store.work.request(subject, at(1));
      await store.work.request(subject, at(3));
      await sleep(1_300);
      expect(handler.of(subject)).toEqual([]);
      ahead += 3_600_000;
      await until("the due look", () => handler.of(subject).length === 1);
      ahead += 4 * 3_600_000;
      await sleep(1_300);
      expect(handler.of(subject)).toHaveLength(1);
      await store.work.request(subject, at(-1));
      await until("what is due already", () => handler.of(subject).length === 2);
    });

    it("keeps a due look when other work comes before it", async () => {
      const subject = newPull();
      await store.work.request(subject, new Date(Date.now() + ahead + 3_600_000).toISOString());
      await store.work.request(subject);
      await until("the work", () => handler.of(subject).length === 1);
      ahead += 3_600_000;
      await until("the due look", () => handler.of(subject).length === 2);
    });

    it("does a burst on many subjects, each once, as many at a time as it was told", async () => {
      const subjects = Array.from({ length: 60 }, newPull);
      let [running, most] = [0, 0];
      for (const subject of subjects) {
        handler.on(subject, async () => {
          most = Math.max(most, ++running);
          await sleep(5);
          running--;
        });
      }
      await Promise.all(subjects.map((subject) => store.inbox.accept(deliveryOf(subject))));
      await until("all", () => subjects.every((subject) => handler.of(subject).length > 0));
      await sleep(1_300);
      expect(subjects.every((subject) => handler.of(subject).length === 1)).toBe(true);
      expect(most).toBeGreaterThan(1);
      expect(most).toBeLessThanOrEqual(4);
    });

    it("takes another turn where a subject's deliveries were too many for one", async () => {
      const subject = newPull();
      let seen = 0;
      handler.on(subject, async () => {
        const pending = await store.inbox.pending(subject);
        seen += pending.length;
        await store.records.append([], { processed: pending.map(({ id }) => id) });
      });
      const body = Buffer.alloc(24 * 1024 * 1024);
      const blocked = Promise.withResolvers<void>();
      const blockers = Array.from({ length: 4 }, newPull);
      for (const blocker of blockers) {
        handler.on(blocker, () => blocked.promise);
        await store.work.request(blocker);
      }
      await until("all hands full", async () => (await store.work.backlog()).active === 4);
      for (let i = 0; i < 3; i++) await store.inbox.accept({ ...deliveryOf(subject), body });
      blocked.resolve();
      await until("all deliveries", () => seen === 3);
      expect(handler.of(subject).length).toBeGreaterThan(1);
    });

    it("says how long the oldest work waits", async () => {
      const subject = newPull();
      const gate = Promise.withResolvers<void>();
      handler.on(subject, () => gate.promise);
      await store.work.request(subject);
      await until("active", async () => (await store.work.backlog()).active === 1);
      ahead += 90_000;
      expect((await store.work.backlog()).oldestSeconds).toBeGreaterThanOrEqual(90);
      gate.resolve();
    });

    it("stops in the time given, also where a job does not listen", async () => {
      const other = await (await backend.place()).open();
      const told: boolean[] = [];
      const began = Promise.withResolvers<void>();
      const forever = Promise.withResolvers<void>();
      await other.work.start(
        async ({ signal }) => {
          signal.addEventListener("abort", () => told.push(true));
          began.resolve();
          await forever.promise;
        },
        { concurrency: 1 },
      );
      await other.work.request(newPull());
      await began.promise;
      const asked = performance.now();
      await other.work.stop(1_000);
      expect(told).toEqual([true]);
      expect(performance.now() - asked).toBeGreaterThan(900);
      expect(performance.now() - asked).toBeLessThan(2_500);
      forever.resolve();
    });

    it("refuses a second handler in one process", async () => {
      await expect(store.work.start(handler.handle, { concurrency: 1 })).rejects.toThrow(/already/);
    });
  });
}
