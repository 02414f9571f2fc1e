import { fromKysely, PgBoss } from "pg-boss";
import type { Database, Executor } from "../database.ts";
import type { StoreLog } from "../log.ts";

/**
 * Which subject is next, over all processes: pg-boss keeps the order and hands each job to one process (SKIP LOCKED).
 * It is not the truth about what is to be done; that stands in `subject` (see subject-rows.ts), and a job is only the
 * hint to look there. So a lost job costs seconds, and one too many costs a glance.
 *
 * Policies of pg-boss 12, by what they do when a subject is asked for while a job of it is active:
 * - `exclusive` (one queued or active): the new job is dropped, and nobody looks again after the active one.
 * - `stately` and `singleton` (one active): the new job is kept, but fetching it breaks the unique index; `fetch` then
 *   answers with nothing, and everything behind it waits until that subject is done.
 * - `key_strict_fifo`: waits properly, but a job left active by a killed process holds its subject back until it
 *   expires, and a failed one for ever.
 * - `short` (one queued): requests coalesce into one waiting job, an active one is in nobody's way. That only one runs
 *   at a time is what the claim in `subject` sees to.
 *
 * A job is deleted when it is fetched. Between the two statements a killed process may lose it: `look` finds that out.
 */
export interface JobQueue {
  /** Subjects that have a waiting job keep the one they have. Within a transaction, it stands or falls with it. */
  put(keys: readonly string[], transaction?: Executor): Promise<void>;
  /** At most so many subjects, the oldest first. */
  take(max: number): Promise<readonly string[]>;
  close(): Promise<void>;
}

const queue = "subject";
/** Nothing is scheduled by pg-boss, and no job lives longer than a moment: its housekeeping may take its time. */
const housekeepingSeconds = 300;

export async function openJobQueue(database: Database, log: StoreLog): Promise<JobQueue> {
  const boss = new PgBoss({
    db: database.jobs,
    backend: database.kind === "postgres" ? "postgres" : "pglite",
    schema: "sekisho_jobs",
    schedule: false,
    superviseIntervalSeconds: housekeepingSeconds,
    queueCacheIntervalSeconds: housekeepingSeconds,
    flowIntervalSeconds: housekeepingSeconds,
    monitorVacuum: false,
  });
  boss.on("error", (error) => log.warn({ error }, "pg-boss could not do its housekeeping"));
  boss.on("warning", ({ message, data }) => log.warn({ warning: message, data }, "pg-boss warns"));
  await boss.start();
  await boss.createQueue(queue, { policy: "short", retryLimit: 0, deleteAfterSeconds: 60 });
  // pg-boss reads the queue's settings on first use, outside of the transaction that it was given; within one on
  // PGlite's only connection it would wait for itself. So it is made to read them now. No job has a priority.
  await boss.fetch(queue, { batchSize: 1, minPriority: 1 });
  return {
    async put(keys, transaction) {
      if (keys.length === 0) return;
      const db = transaction === undefined ? {} : { db: fromKysely(transaction) };
      await boss.insert(
        queue,
        keys.map((key) => ({ singletonKey: key, data: { key } })),
        db,
      );
    },
    async take(max) {
      const jobs = await boss.fetch<{ readonly key: string }>(queue, { batchSize: max });
      if (jobs.length > 0) {
        await boss.deleteJob(
          queue,
          jobs.map(({ id }) => id),
        );
      }
      return jobs.map(({ data }) => data.key);
    },
    close: async () => await boss.stop({ close: false, graceful: false }),
  };
}
