import { sql } from "kysely";
import type { Subject } from "../model/pull.ts";
import { acceptBatch } from "./accept-batch.ts";
import { Accepting } from "./accepting.ts";
import type { Database, Executor } from "./database.ts";
import type { Inbox, StoredDelivery } from "./store.ts";
import { onStore } from "./unavailable.ts";
import type { JobQueue } from "./work/job-queue.ts";
import { storedKey } from "./work/work.ts";

/**
 * What one reading of a subject's deliveries brings into memory. A delivery may have 25 MB, so whoever can make many
 * events could otherwise end the process with them.
 */
const pendingBytesMax = 64 * 1024 * 1024;

/** `unread`: keys of subjects of which only the first deliveries were read; their work is not done after one turn. */
export function inboxOn(database: Database, queue: JobQueue, unread: Set<string>, now: () => Date): Inbox {
  const { rows } = database;
  const accepting = new Accepting((deliveries) =>
    rows.transaction().execute((transaction) => acceptBatch(transaction, queue, deliveries, now())),
  );
  return {
    accept: (delivery) => accepting.accept(delivery),
    pending: (subject) =>
      onStore(async () => {
        const { deliveries, all } = await pending(rows, subject);
        if (!all) unread.add(storedKey(subject));
        return deliveries;
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

interface PendingRow {
  readonly id: string;
  readonly event: string;
  readonly action: string | null;
  readonly received_at: Date;
  readonly base64: string;
  readonly count: number;
}

async function pending(
  rows: Executor,
  subject: Subject,
): Promise<{ readonly deliveries: readonly StoredDelivery[]; readonly all: boolean }> {
  const { rows: found } = await sql<PendingRow>`
    select id, event, action, received_at, encode(body, 'base64') as base64, count
    from (
      select id, event, action, received_at, body, arrival, count(*) over ()::integer as count,
        row_number() over (order by arrival) as place,
        sum(octet_length(body)) over (order by arrival) as bytes
      from sekisho.delivery where subject = ${storedKey(subject)} and processed_at is null
    ) as counted
    where place = 1 or bytes <= ${pendingBytesMax}::integer
    order by arrival`.execute(rows);
  const deliveries = found.map((row) => ({
    id: row.id,
    event: row.event,
    action: row.action,
    subject,
    body: Buffer.from(row.base64, "base64"),
    receivedAt: row.received_at.toISOString(),
  }));
  return { deliveries, all: found.length === (found[0]?.count ?? 0) };
}
