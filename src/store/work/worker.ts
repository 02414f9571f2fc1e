import { setTimeout as wait } from "node:timers/promises";
import type { Database } from "../database.ts";
import type { StoreLog } from "../log.ts";
import type { Job } from "../store.ts";
import { failureOf } from "./backoff.ts";
import { type Hand, type Outcome, takeInHand } from "./hand.ts";
import type { JobQueue } from "./job-queue.ts";
import { Lookout } from "./lookout.ts";
import { type Claim, claimOpen, failClaim, finishClaim, releaseClaim, type Settled } from "./subject-rows.ts";

/** How often to look for what no notice told: work that became due, processes that are gone, jobs that were lost. */
const lookMs = 1_000;
/** A result that cannot be written is tried again for as long as a restart of PostgreSQL takes; then it is done anew. */
const settleTries = 20;
const settleRetryMs = 500;

/** Of the time to stop, how much is left to what is in hand after it was told so. */
const noticeMs = 2_000;
/** Enough for a statement that is under way. */
const loopEndMs = 500;

export interface WorkerParts {
  readonly database: Database;
  readonly queue: JobQueue;
  /** Subjects whose deliveries were too many to be read in one turn. */
  readonly unread: Set<string>;
  readonly now: () => Date;
  readonly log: StoreLog;
  readonly handler: (job: Job) => Promise<void>;
  readonly concurrency: number;
}

/**
 * Takes jobs, one loop for each process.
 *
 * States: running ─stop→ stopping (takes nothing, waits for hands) → stopped. While `presence` has no number, nothing
 * is taken.
 */
export class Worker {
  readonly #parts: WorkerParts;
  readonly #lookout: Lookout;
  readonly #hands = new Map<string, Hand>();
  #stopping = false;
  #woken = Promise.withResolvers<void>();
  #loop: Promise<void> = Promise.resolve();

  constructor(parts: WorkerParts) {
    this.#parts = parts;
    this.#lookout = new Lookout(parts.database, parts.queue, parts.now, parts.log);
  }

  async start(): Promise<void> {
    await this.#parts.database.presence.start({
      asked: (key, wanted) => {
        this.#hands.get(key)?.supersede(wanted);
        this.wake();
      },
      lost: () => {
        for (const hand of this.#hands.values()) hand.stop();
      },
    });
    this.#loop = this.#run();
  }

  wake(): void {
    this.#woken.resolve();
  }

  /** Lets what is in hand end by itself, tells it to stop when most of the time is gone, and does not wait longer. */
  async stop(timeoutMs: number): Promise<void> {
    this.#stopping = true;
    this.wake();
    const began = performance.now();
    const warningMs = Math.min(noticeMs, timeoutMs / 2);
    await this.#handsEmpty(began + timeoutMs - warningMs);
    for (const hand of this.#hands.values()) hand.stop();
    await this.#handsEmpty(began + timeoutMs);
    // A store that hangs must not keep the process from ending.
    await Promise.race([this.#loop, wait(Math.max(loopEndMs, began + timeoutMs - performance.now()))]);
    await this.#parts.database.presence.stop();
  }

  async #handsEmpty(until: number): Promise<void> {
    while (this.#hands.size > 0 && performance.now() < until) await wait(10);
  }

  async #run(): Promise<void> {
    let lookedAt = Number.NEGATIVE_INFINITY;
    while (!this.#stopping) {
      this.#woken = Promise.withResolvers<void>();
      try {
        const drained = await this.#takeAll();
        if (performance.now() - lookedAt >= lookMs) {
          lookedAt = performance.now();
          await this.#look(drained);
        }
      } catch (error) {
        this.#parts.log.warn({ error }, "Could not take work from the store; trying again");
        await wait(lookMs / 2);
      }
      await this.#rest();
    }
  }

  async #rest(): Promise<void> {
    if (this.#stopping) return;
    const timer = setTimeout(() => this.wake(), lookMs);
    await this.#woken.promise;
    clearTimeout(timer);
  }

  /** Fills the free hands. `true`: the queue had less than that. */
  async #takeAll(): Promise<boolean> {
    const { concurrency, database, queue, now } = this.#parts;
    for (;;) {
      const process = database.presence.number();
      const free = concurrency - this.#hands.size;
      if (process === null || free <= 0 || this.#stopping) return false;
      const keys = await queue.take(free);
      if (keys.length > 0) {
        for (const claim of await claimOpen(database.rows, keys, process, now())) this.#begin(claim);
      }
      if (keys.length < free) return true;
    }
  }

  async #look(drained: boolean): Promise<void> {
    const process = this.#parts.database.presence.number();
    if (process === null) return;
    const sight = await this.#lookout.look(process, drained);
    for (const { key, wanted } of sight.own) {
      const hand = this.#hands.get(key);
      if (hand !== undefined) hand.supersede(wanted);
      else await this.#giveBack({ key, process });
    }
    if (sight.put > 0) this.wake();
  }

  #begin(claim: Claim): void {
    // An older claim on the same subject, from before this process was taken for dead, has not come to its end yet.
    if (this.#hands.has(claim.key)) {
      this.#giveBack(claim).catch(() => {});
      return;
    }
    const hand = takeInHand(claim, this.#parts.handler);
    this.#hands.set(claim.key, hand);
    if (this.#stopping || this.#parts.database.presence.number() !== claim.process) hand.stop();
    hand.outcome
      .then((outcome) => {
        const partial = this.#parts.unread.delete(claim.key) && outcome.kind === "done";
        return this.#settle(claim, partial ? { kind: "stopped", because: "stopped" } : outcome);
      })
      .finally(() => {
        this.#hands.delete(claim.key);
        this.wake();
      });
  }

  async #giveBack(claim: Pick<Claim, "key" | "process">): Promise<void> {
    const settled = await releaseClaim(this.#parts.database.rows, claim, "stopped");
    if (settled?.more === true) await this.#parts.queue.put([claim.key]);
  }

  async #settle(claim: Claim, outcome: Outcome): Promise<void> {
    for (let tries = 1; ; tries++) {
      try {
        const settled = await this.#write(claim, outcome);
        if (settled === null) {
          this.#parts.log.warn({ subject: claim.key }, "The work was taken over; its end counts for nothing");
        } else if (settled.more) {
          await this.#parts.queue.put([claim.key]);
        }
        return;
      } catch (error) {
        if (tries < settleTries) {
          await wait(settleRetryMs);
          continue;
        }
        this.#parts.log.error(
          { error, subject: claim.key },
          "Could not write down that work ended; it will be done again",
        );
        return;
      }
    }
  }

  async #write(claim: Claim, outcome: Outcome): Promise<Settled> {
    const { rows } = this.#parts.database;
    switch (outcome.kind) {
      case "done":
        return await finishClaim(rows, claim);
      case "stopped":
        return await releaseClaim(rows, claim, outcome.because);
      case "failed": {
        const failure = failureOf(outcome.error, claim.attempts, this.#parts.now());
        this.#parts.log.warn(
          {
            error: outcome.error,
            subject: claim.key,
            attempt: claim.attempts,
            retryAt: failure.retryAt.toISOString(),
          },
          "Work failed; it will be tried again",
        );
        return await failClaim(rows, claim, failure);
      }
    }
  }
}
