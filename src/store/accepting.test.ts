import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { Answer } from "./accept-batch.ts";
import { Accepting } from "./accepting.ts";
import { type Delivery, StoreUnavailable } from "./store.ts";

const delivery = (id: string, bytes = 2): Delivery => ({
  id,
  event: "push",
  action: null,
  subject: null,
  body: new Uint8Array(bytes),
});

/** A store that answers when it is told to. */
function slowStore() {
  const asked: (readonly string[])[] = [];
  const gates: PromiseWithResolvers<void>[] = [];
  const accept = async (deliveries: readonly Delivery[]): Promise<readonly Answer[]> => {
    asked.push(deliveries.map(({ id }) => id));
    const gate = Promise.withResolvers<void>();
    gates.push(gate);
    await gate.promise;
    return deliveries.map(({ id }) => (id.startsWith("known") ? "known" : "accepted"));
  };
  return {
    asked,
    accept,
    next: (error?: Error) => (error === undefined ? gates.shift()?.resolve() : gates.shift()?.reject(error)),
  };
}

const settled = async () => {
  for (let turn = 0; turn < 20; turn++) await Promise.resolve();
};

describe("accepting deliveries", () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  it("takes the first at once, and what comes meanwhile together", async () => {
    const store = slowStore();
    const accepting = new Accepting(store.accept);
    const answers = ["a", "known-b", "c"].map((id) => accepting.accept(delivery(id)));
    store.next();
    await answers[0];
    store.next();
    expect(await Promise.all(answers)).toEqual(["accepted", "known", "accepted"]);
    expect(store.asked).toEqual([["a"], ["known-b", "c"]]);
  });

  it("keeps a batch below 50 deliveries and 1 MB, and lets a larger delivery go beside it", async () => {
    const store = slowStore();
    const accepting = new Accepting(store.accept);
    const sent = [
      delivery("first"),
      ...Array.from({ length: 60 }, (_, index) => delivery(`s${index}`)),
      ...Array.from({ length: 3 }, (_, index) => delivery(`m${index}`, 700_000)),
      delivery("large", 2_000_000),
    ];
    const answers = Promise.all(sent.map((each) => accepting.accept(each)));
    await settled();
    expect(store.asked.map((ids) => ids.join())).toEqual(["first", "large"]);
    for (let batch = 0; batch < 6; batch++) {
      store.next();
      await settled();
    }
    await answers;
    expect(store.asked.slice(2).map((ids) => ids.length)).toEqual([50, 11, 1, 1]);
  });

  it("says no to those under way where the store fails, and goes on with the next", async () => {
    const store = slowStore();
    const accepting = new Accepting(store.accept);
    const [first, second] = [accepting.accept(delivery("a")), accepting.accept(delivery("b"))];
    store.next(Object.assign(new Error("connect ECONNREFUSED"), { code: "ECONNREFUSED" }));
    await expect(first).rejects.toThrow(StoreUnavailable);
    store.next();
    expect(await second).toBe("accepted");
  });

  it("does not let one delivery that cannot be kept spoil the others", async () => {
    const accepting = new Accepting(async (deliveries) => {
      await Promise.resolve();
      if (deliveries.some(({ id }) => id === "bad")) throw new TypeError("cannot be kept");
      return deliveries.map(() => "accepted" as const);
    });
    const answers = ["first", "a", "bad", "b"].map((id) => accepting.accept(delivery(id)));
    const results = await Promise.allSettled(answers);
    expect(results.map(({ status }) => status)).toEqual(["fulfilled", "fulfilled", "rejected", "fulfilled"]);
  });

  it("says no in time where the store hangs, and forgets what did not begin", async () => {
    const store = slowStore();
    const accepting = new Accepting(store.accept);
    const answers = ["a", "b"].map((id) => accepting.accept(delivery(id)));
    const refused = Promise.all(answers.map((answer) => expect(answer).rejects.toThrow("within 5000 ms")));
    await vi.advanceTimersByTimeAsync(5_000);
    await refused;
    const later = accepting.accept(delivery("c"));
    store.next();
    await settled();
    store.next();
    expect(await later).toBe("accepted");
    expect(store.asked).toEqual([["a"], ["c"]]);
  });
});
