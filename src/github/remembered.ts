import type { Time } from "./time.ts";

/** An entry is small; this many are some megabytes. */
const entriesMax = 10_000;

interface Entry<Value> {
  until: number;
  readonly value: Promise<Value>;
}

/**
 * Answers of GitHub that hold for a while. Whoever asks while an answer is on its way gets the same one; a failure is
 * not kept. After `forget` nothing that was asked before is given out.
 */
export class Remembered<Value> {
  readonly #time: Time;
  readonly #forMs: (value: Value) => number;
  #entries = new Map<string, Entry<Value>>();

  constructor(time: Time, forMs: (value: Value) => number) {
    this.#time = time;
    this.#forMs = forMs;
  }

  async get(key: string, ask: () => Promise<Value>): Promise<Value> {
    const entries = this.#entries;
    const known = entries.get(key);
    if (known !== undefined && known.until > this.#time.now()) return known.value;
    // Until it is known how long the answer holds.
    const entry: Entry<Value> = { until: Number.POSITIVE_INFINITY, value: ask() };
    entries.delete(key);
    entries.set(key, entry);
    const [oldest] = entries.keys();
    if (entries.size > entriesMax && oldest !== undefined) entries.delete(oldest);
    try {
      const value = await entry.value;
      entry.until = this.#time.now() + this.#forMs(value);
      return value;
    } catch (error) {
      if (entries.get(key) === entry) entries.delete(key);
      throw error;
    }
  }

  forgetOne(key: string): void {
    this.#entries.delete(key);
  }

  forget(): void {
    this.#entries = new Map();
  }
}
