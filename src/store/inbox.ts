import { sql } from "kysely";
import { bytesIn, bytesOut } from "./blobs.ts";
import type { Database, Executor } from "./database.ts";
import { storableText } from "./storable.ts";
import type { Delivery, Inbox, StoredDelivery } from "./store.ts";
import { onStore, onStoreWithin } from "./unavailable.ts";
import type { JobQueue } from "./work/job-queue.ts";
import { ask, storedKey } from "./work/work.ts";

/** GitHub waits 10 s for an answer, and a "no" in time is one that it shows as such. */
const acceptTimeoutMs = 3_000;

export function inboxOn(database: Database, queue: JobQueue, now: () => Date): Inbox {
  const { rows } = database;
  return {
    accept: (delivery) =>
      onStoreWithin(acceptTimeoutMs, () =>
        rows.transaction().execute((transaction) => accept(transaction, queue, delivery, now())),
      ),
    pending: (subject) =>
      onStore(async () => {
        const found = await rows
          .selectFrom("delivery")
          .select(["id", "event", "action", "received_at", bytesOut("body").as("base64")])
          .where("subject", "=", storedKey(subject))
          .where("processed_at", "is", null)
          .orderBy("arrival")
          .execute();
        return found.map(
          (row): StoredDelivery => ({
            id: row.id,
            event: row.event,
            action: row.action,
            subject,
            body: Buffer.from(row.base64, "base64"),
            receivedAt: row.received_at.toISOString(),
          }),
        );
      }),
    missing: (ids) =>
      onStore(async () => {
        const found = await sql<{ readonly id: string }>`
          select asked.id from unnest(${ids}::text[]) with ordinality as asked(id, place)
          where not exists (select 1 from sekisho.delivery where delivery.id = asked.id)
          order by asked.place`.execute(rows);
        return found.rows.map(({ id }) => id);
      }),
  };
}

async function accept(
  transaction: Executor,
  queue: JobQueue,
  delivery: Delivery,
  now: Date,
): Promise<"accepted" | "known"> {
  const { id, event, action, subject, body } = delivery;
  const kept = await transaction
    .insertInto("delivery")
    .values({
      id,
      event: storableText(event),
      action: action === null ? null : storableText(action),
      subject: subject === null ? null : storedKey(subject),
      body: bytesIn(body),
      received_at: now.toISOString(),
    })
    .onConflict((conflict) => conflict.column("id").doNothing())
    .returning("id")
    .executeTakeFirst();
  const known = kept === undefined;
  if (subject !== null && (!known || (await isOpen(transaction, id)))) {
    await ask(transaction, queue, subject, now);
  }
  return known ? "known" : "accepted";
}

async function isOpen(transaction: Executor, id: string): Promise<boolean> {
  const row = await transaction
    .selectFrom("delivery")
    .select("processed_at")
    .where("id", "=", id)
    .executeTakeFirst();
  return row?.processed_at === null;
}
