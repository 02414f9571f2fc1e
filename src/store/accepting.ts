import type { Answer } from "./accept-batch.ts";
import { type Delivery, StoreUnavailable } from "./store.ts";
import { asUnavailable, onStoreWithin } from "./unavailable.ts";

/** GitHub waits 10 s for an answer, and a "no" in time is one that it shows as such. */
const acceptTimeoutMs = 5_000;
/**
 * A transaction costs as much as keeping ten deliveries in it. Those that come while one is under way go into the next
 * together; more than this, and the first of them would wait for the last.
 */
const batchMax = 50;
/** A larger one would make others wait for its bytes, and goes alone beside them. */
const batchBytesMax = 1024 * 1024;

interface Waiting {
  readonly delivery: Delivery;
  readonly answered: PromiseWithResolvers<Answer>;
}

/**
 * Accepts deliveries in batches: a burst of 200 is acknowledged in a few transactions, and a single one at once.
 *
 * States of a delivery: waiting ─batch begins→ under way ─commit→ answered; waiting ─time is up→ dropped.
 */
export class Accepting {
  readonly #accept: (deliveries: readonly Delivery[]) => Promise<readonly Answer[]>;
  readonly #waiting = new Set<Waiting>();
  #underWay = false;

  constructor(accept: (deliveries: readonly Delivery[]) => Promise<readonly Answer[]>) {
    this.#accept = accept;
  }

  async accept(delivery: Delivery): Promise<Answer> {
    const waiting: Waiting = { delivery, answered: Promise.withResolvers() };
    if (delivery.body.byteLength > batchBytesMax) {
      return await onStoreWithin(acceptTimeoutMs, () => this.#alone(delivery));
    }
    this.#waiting.add(waiting);
    this.#next();
    try {
      return await onStoreWithin(acceptTimeoutMs, () => waiting.answered.promise);
    } finally {
      this.#waiting.delete(waiting);
    }
  }

  #next(): void {
    if (this.#underWay || this.#waiting.size === 0) return;
    const batch = this.#takeBatch();
    this.#underWay = true;
    this.#settle(batch).finally(() => {
      this.#underWay = false;
      this.#next();
    });
  }

  #takeBatch(): readonly Waiting[] {
    const batch: Waiting[] = [];
    let bytes = 0;
    for (const waiting of this.#waiting) {
      bytes += waiting.delivery.body.byteLength;
      if (batch.length === batchMax || (batch.length > 0 && bytes > batchBytesMax)) break;
      batch.push(waiting);
      this.#waiting.delete(waiting);
    }
    return batch;
  }

  /** Where a batch fails for another reason than the store, each is tried alone, so that one cannot spoil the others. */
  async #settle(batch: readonly Waiting[]): Promise<void> {
    try {
      const answers = await this.#accept(batch.map(({ delivery }) => delivery));
      for (const [index, { answered }] of batch.entries()) answered.resolve(answers[index] ?? "known");
    } catch (error) {
      const reason = asUnavailable(error);
      if (batch.length === 1 || reason instanceof StoreUnavailable) {
        for (const { answered } of batch) answered.reject(reason);
        return;
      }
      for (const { delivery, answered } of batch) {
        await this.#alone(delivery).then(answered.resolve, answered.reject);
      }
    }
  }

  async #alone(delivery: Delivery): Promise<Answer> {
    const [answer] = await this.#accept([delivery]);
    return answer ?? "known";
  }
}
