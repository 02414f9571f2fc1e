import type { Answer } from "./accept-batch.ts";
import { Batching } from "./batching.ts";
import type { Delivery } from "./store.ts";
import { onStoreWithin } from "./unavailable.ts";

/** GitHub waits 10 s for an answer, and a "no" in time is one that it shows as such. */
const acceptTimeoutMs = 5_000;

/** A transaction costs as much as keeping ten in it; more than this, and the first of them would wait for the last. */
const batchMax = 50;
/** A larger one would make others wait for its bytes, and goes alone beside them. */
const batchBytesMax = 1024 * 1024;

const limits = {
  countMax: batchMax,
  bytesMax: batchBytesMax,
  bytesOf: ({ body }: Delivery) => body.byteLength,
};

/** Accepts deliveries in batches: a burst of 200 is acknowledged in a few transactions, and a single one at once. */
export class Accepting {
  readonly #batching: Batching<Delivery, Answer>;

  constructor(accept: (deliveries: readonly Delivery[]) => Promise<readonly Answer[]>) {
    this.#batching = new Batching(accept, limits);
  }

  async accept(delivery: Delivery): Promise<Answer> {
    const { answer, withdraw } = this.#batching.give(delivery);
    try {
      return await onStoreWithin(acceptTimeoutMs, () => answer);
    } finally {
      withdraw();
    }
  }
}
