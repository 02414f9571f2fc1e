import type { Database } from "../database.ts";
import type { StoreLog } from "../log.ts";
import type { JobQueue } from "./job-queue.ts";
import { askForDue, look, openForRetry, orphans, type Sight, takeOver } from "./look.ts";

/**
 * A process counts as gone once it showed no sign of life at two looks this far apart. One that only lost its
 * connection learns so at once, and uses the time between to stop what it has in hand.
 */
const graceMs = 900;

/** Brings back what no job tells of: each crash point leaves something that one of these finds. */
export class Lookout {
  readonly #database: Database;
  readonly #queue: JobQueue;
  readonly #now: () => Date;
  readonly #log: StoreLog;
  /** When a process was first seen to be gone. */
  readonly #suspects = new Map<number, number>();

  constructor(database: Database, queue: JobQueue, now: () => Date, log: StoreLog) {
    this.#database = database;
    this.#queue = queue;
    this.#now = now;
    this.#log = log;
  }

  /**
   * `drained`: the queue had nothing left a moment ago, so that open work without a taker cannot be waiting in it.
   * Returns what this process is taken to have in hand, and how many jobs were put.
   */
  async look(process: number, drained: boolean): Promise<Pick<Sight, "own"> & { readonly put: number }> {
    const { rows } = this.#database;
    const now = this.#now();
    const sight = await look(rows, process, now);
    const keys = new Set<string>();
    if (sight.due) for (const key of await askForDue(rows, now)) keys.add(key);
    if (sight.retry) for (const key of await openForRetry(rows, now)) keys.add(key);
    for (const key of await this.#takeOver(sight.others, now)) keys.add(key);
    if (sight.orphaned && drained) for (const key of await orphans(rows, now)) keys.add(key);
    await this.#queue.put([...keys]);
    return { own: sight.own, put: keys.size };
  }

  async #takeOver(others: readonly number[], now: Date): Promise<readonly string[]> {
    const gone = await this.#database.presence.gone(others);
    for (const number of this.#suspects.keys()) if (!gone.includes(number)) this.#suspects.delete(number);
    const sure = gone.filter((number) => this.#isSure(number));
    if (sure.length === 0) return [];
    const keys = await takeOver(this.#database.rows, sure, now);
    for (const number of sure) this.#suspects.delete(number);
    this.#log.warn({ processes: sure, subjects: keys }, "Took over work of processes that ended");
    return keys;
  }

  #isSure(number: number): boolean {
    if (this.#database.kind === "embedded") return true;
    const since = this.#suspects.get(number);
    if (since === undefined) this.#suspects.set(number, performance.now());
    return since !== undefined && performance.now() - since >= graceMs;
  }
}
