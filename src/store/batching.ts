import { StoreUnavailable } from "./store.ts";
import { asUnavailable } from "./unavailable.ts";

export interface BatchLimits<Given> {
  /** A transaction costs as much as what ten ask for in it; more than this, and the first would wait for the last. */
  readonly countMax: number;
  /** Larger ones would make others wait for their bytes, and go alone beside them. */
  readonly bytesMax: number;
  readonly bytesOf: (given: Given) => number;
}

interface Waiting<Given, Answer> {
  readonly given: Given;
  readonly answered: PromiseWithResolvers<Answer>;
}

/**
 * Does for many in one transaction what each asked for: a single one at once, and those that come while one is under
 * way together in the next. `run` gives the answers in the order of what it was given, and does all of it or nothing.
 *
 * States of what is given: waiting ─batch begins→ under way ─commit→ answered; waiting ─withdraw→ dropped.
 */
export class Batching<Given, Answer> {
  readonly #run: (given: readonly Given[]) => Promise<readonly Answer[]>;
  readonly #limits: BatchLimits<Given>;
  readonly #waiting = new Set<Waiting<Given, Answer>>();
  #underWay = false;

  constructor(run: (given: readonly Given[]) => Promise<readonly Answer[]>, limits: BatchLimits<Given>) {
    this.#run = run;
    this.#limits = limits;
  }

  /** `withdraw` drops it where it still waits. */
  give(given: Given): { readonly answer: Promise<Answer>; readonly withdraw: () => void } {
    if (this.#limits.bytesOf(given) > this.#limits.bytesMax)
      return { answer: this.#alone(given), withdraw: () => {} };
    const waiting = { given, answered: Promise.withResolvers<Answer>() };
    this.#waiting.add(waiting);
    this.#next();
    return { answer: waiting.answered.promise, withdraw: () => void this.#waiting.delete(waiting) };
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

  #takeBatch(): readonly Waiting<Given, Answer>[] {
    const { countMax, bytesMax, bytesOf } = this.#limits;
    const batch: Waiting<Given, Answer>[] = [];
    let bytes = 0;
    for (const waiting of this.#waiting) {
      bytes += bytesOf(waiting.given);
      if (batch.length === countMax || (batch.length > 0 && bytes > bytesMax)) break;
      batch.push(waiting);
      this.#waiting.delete(waiting);
    }
    return batch;
  }

  /** Where a batch fails for another reason than the store, each is tried alone, so that one cannot spoil the others. */
  async #settle(batch: readonly Waiting<Given, Answer>[]): Promise<void> {
    try {
      const answers = await this.#run(batch.map(({ given }) => given));
      for (const [index, { answered }] of batch.entries()) settle(answered, answers, index);
    } catch (error) {
      const reason = asUnavailable(error);
      if (batch.length === 1 || reason instanceof StoreUnavailable) {
        for (const { answered } of batch) answered.reject(reason);
        return;
      }
      for (const { given, answered } of batch) {
        await this.#alone(given).then(answered.resolve, answered.reject);
      }
    }
  }

  async #alone(given: Given): Promise<Answer> {
    const answered = Promise.withResolvers<Answer>();
    settle(answered, await this.#run([given]), 0);
    return await answered.promise;
  }
}

function settle<Answer>(
  answered: PromiseWithResolvers<Answer>,
  answers: readonly Answer[],
  index: number,
): void {
  const answer = answers[index];
  if (answer === undefined) answered.reject(new Error(`A batch gave ${answers.length} answers`));
  else answered.resolve(answer);
}
