import { sql } from "kysely";
import type { ProcessedDelivery } from "../../model/audit-record.ts";
import type { Executor } from "../database.ts";
import type { NewRecord } from "../store.ts";

interface ProcessedRow {
  readonly arrival: number | string;
  readonly id: string;
  readonly event: string;
  readonly action: string | null;
  readonly subject: string | null;
  readonly received_at: Date;
  readonly digest: string;
}

/**
 * Marks deliveries as processed, and gives the record that says so for each repository among them. Those that were
 * marked before are in no record: a delivery is processed once.
 */
export async function markProcessed(
  transaction: Executor,
  deliveries: readonly string[],
  at: Date,
): Promise<readonly NewRecord[]> {
  if (deliveries.length === 0) return [];
  const { rows } = await sql<ProcessedRow>`
    update sekisho.delivery set processed_at = ${at.toISOString()}::timestamptz
    where id = any(${deliveries}::text[]) and processed_at is null
    returning arrival, id, event, action, subject, received_at, encode(sha256(body), 'hex') as digest`.execute(
    transaction,
  );
  const arrived = rows.toSorted((one, other) => Number(one.arrival) - Number(other.arrival));
  const groups = Map.groupBy(arrived, ({ subject }) => repositoryOf(subject));
  return [...groups].map(([repositoryId, group]) => ({
    scope: "repository",
    repositoryId,
    key: group[0]?.id ?? "",
    body: { kind: "deliveries-processed", deliveries: group.map(processed) },
  }));
}

function processed({ id, event, action, received_at, digest }: ProcessedRow): ProcessedDelivery {
  return { id, event, action, receivedAt: received_at.toISOString(), digest };
}

/** Of the keys of subjects that are of one repository: `pull:7/12/3`. */
function repositoryOf(subject: string | null): number | null {
  const found = /^(?:pull|merge-group|branch):\d+\/(\d+)\//.exec(subject ?? "");
  return found === null ? null : Number(found[1]);
}
