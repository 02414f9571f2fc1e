import { sql } from "kysely";
import type { Executor } from "./database.ts";
import { storableText } from "./storable.ts";
import type { Delivery } from "./store.ts";
import type { JobQueue } from "./work/job-queue.ts";
import { ask, storedKey } from "./work/work.ts";

export type Answer = "accepted" | "known";

/**
 * Keeps deliveries and asks for work on their subjects, within a transaction. The answers stand in the order of the
 * deliveries; of two with one id, the first is kept.
 */
export async function acceptBatch(
  transaction: Executor,
  queue: JobQueue,
  deliveries: readonly Delivery[],
  now: Date,
): Promise<readonly Answer[]> {
  const kept = new Set(await insert(transaction, deliveries, now));
  const requests: string[] = [];
  const answers = deliveries.map((delivery): Answer => {
    if (!kept.delete(storableText(delivery.id))) return "known";
    if (delivery.subject !== null) requests.push(storedKey(delivery.subject));
    return "accepted";
  });
  const known = deliveries.filter((_, index) => answers[index] === "known").map(({ id }) => storableText(id));
  if (known.length > 0) requests.push(...(await unprocessed(transaction, known)));
  await ask(transaction, queue, requests, now);
  return answers;
}

/** As one JSON text: a statement has room for so many parameters only. */
async function insert(
  transaction: Executor,
  deliveries: readonly Delivery[],
  now: Date,
): Promise<readonly string[]> {
  const given = JSON.stringify(
    deliveries.map(({ id, event, action, subject, body }) => ({
      id: storableText(id),
      event: storableText(event),
      action: action === null ? null : storableText(action),
      subject: subject === null ? null : storedKey(subject),
      base64: Buffer.from(body.buffer, body.byteOffset, body.byteLength).toString("base64"),
    })),
  );
  const { rows } = await sql<{ readonly id: string }>`
    insert into sekisho.delivery (id, event, action, subject, body, received_at)
    select id, event, action, subject, decode(base64, 'base64'), ${now.toISOString()}::timestamptz
    from json_to_recordset(${given}::text::json)
      as given(id text, event text, action text, subject text, base64 text)
    on conflict (id) do nothing
    returning id`.execute(transaction);
  return rows.map(({ id }) => id);
}

/** Keys of the subjects of those that are not processed yet. */
async function unprocessed(transaction: Executor, ids: readonly string[]): Promise<readonly string[]> {
  const { rows } = await sql<{ readonly subject: string }>`
    select subject from sekisho.delivery
    where id = any(${ids}::text[]) and subject is not null and processed_at is null`.execute(transaction);
  return rows.map(({ subject }) => subject);
}
