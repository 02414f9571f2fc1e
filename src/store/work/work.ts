import { sql } from "kysely";
import { type Subject, subjectKey } from "../../model/pull.ts";
import type { Executor } from "../database.ts";
import { storableText } from "../storable.ts";
import type { Work } from "../store.ts";
import { onStore } from "../unavailable.ts";
import type { JobQueue } from "./job-queue.ts";
import { countRequests, setDue } from "./subject-rows.ts";
import { Worker, type WorkerParts } from "./worker.ts";

/** Asks for work now, as part of a transaction; a key that is given twice counts twice. */
export async function ask(
  transaction: Executor,
  queue: JobQueue,
  keys: readonly string[],
  now: Date,
): Promise<void> {
  if (keys.length === 0) return;
  await countRequests(transaction, keys, now);
  await queue.put([...new Set(keys)], transaction);
}

export function storedKey(subject: Subject): string {
  return storableText(subjectKey(subject));
}

/** Without what `start` is given. */
export type WorkParts = Omit<WorkerParts, "handler" | "concurrency">;

export function workOn(parts: WorkParts): Work {
  const { database, queue, now } = parts;
  const { rows } = database;
  let worker: Worker | null = null;
  return {
    request: (subject, at) =>
      onStore(async () => {
        const due = at === undefined ? null : new Date(at);
        const key = storedKey(subject);
        if (due !== null && due > now()) await setDue(rows, key, due);
        else await rows.transaction().execute((transaction) => ask(transaction, queue, [key], now()));
      }),
    async start(handler, { concurrency }) {
      if (worker !== null) throw new Error("Work has been started already in this process");
      const starting = new Worker({ ...parts, handler, concurrency });
      worker = starting;
      try {
        await onStore(() => starting.start());
      } catch (error) {
        worker = null;
        throw error;
      }
    },
    async stop(timeoutMs) {
      const stopped = worker;
      worker = null;
      await stopped?.stop(timeoutMs);
    },
    backlog: () => onStore(() => backlog(rows, now())),
  };
}

async function backlog(rows: Executor, now: Date): ReturnType<Work["backlog"]> {
  const { rows: found } = await sql<Awaited<ReturnType<Work["backlog"]>>>`
    select
      count(*) filter (where claimed_by is null and attempts = 0)::integer as waiting,
      count(*) filter (where claimed_by is not null)::integer as active,
      count(*) filter (where claimed_by is null and attempts > 0)::integer as failing,
      coalesce(greatest(0, extract(epoch from ${now.toISOString()}::timestamptz - min(asked_at))), 0)::float8
        as "oldestSeconds"
    from sekisho.subject where wanted > done`.execute(rows);
  return found[0] ?? { waiting: 0, active: 0, failing: 0, oldestSeconds: 0 };
}
