import { type RawBuilder, sql } from "kysely";
import type { Executor } from "./database.ts";
import { openStore, type StoreOptions } from "./open.ts";
import { openPostgres } from "./postgres.ts";
import { onStore } from "./unavailable.ts";

/** There is no such role, or it is one that rights cannot be kept from. */
export class UnfitRole extends Error {
  constructor(message: string) {
    super(message);
    this.name = "UnfitRole";
  }
}

/**
 * Makes the tables as the role of the address, which owns them from then on, and gives another role what the
 * application needs: to add to the ledger and to read it, and neither UPDATE nor DELETE nor TRUNCATE on what stands
 * there. `null`: only makes the tables. Throws {@link UnfitRole} and what `openStore` throws.
 */
export async function prepareStore(
  options: Extract<StoreOptions, { readonly kind: "postgres" }>,
  applicationRole: string | null,
): Promise<void> {
  const store = await openStore(options);
  await store.close();
  if (applicationRole === null) return;
  const { rows, close } = openPostgres(options.url, options.log);
  try {
    await onStore(() =>
      rows.transaction().execute(async (transaction) => {
        await mustFit(transaction, applicationRole);
        for (const grant of grants(applicationRole)) await grant.execute(transaction);
      }),
    );
  } finally {
    await close();
  }
}

async function mustFit(rows: Executor, role: string): Promise<void> {
  const { rows: found } = await sql<{ readonly above: boolean }>`
    select rolsuper or pg_has_role(rolname, current_user, 'member') as above
    from pg_roles where rolname = ${role}`.execute(rows);
  const [known] = found;
  if (known === undefined)
    throw new UnfitRole(
      `PostgreSQL has no role ${JSON.stringify(role)}. Create it first: CREATE ROLE ${JSON.stringify(role)} LOGIN PASSWORD '…'.`,
    );
  if (known.above)
    throw new UnfitRole(
      `The role ${JSON.stringify(role)} is a superuser, or may act as the role that owns the tables: nothing can be kept from it. Name one that is neither.`,
    );
}

/** Tables of the inbox and of work, where rows change by nature. */
const changing = ["delivery", "subject", "note", "waiver_number"] as const;
const addedTo = ["record", "blob", "ledger_leaf", "ledger_node", "ledger_checkpoint"] as const;

function grants(role: string): readonly RawBuilder<unknown>[] {
  const to = sql.id(role);
  const tables = (names: readonly string[]) => sql.join(names.map((name) => sql.table(`sekisho.${name}`)));
  return [
    // Rights that an earlier version, or somebody by hand, gave too many of.
    sql`revoke all on all tables in schema sekisho from ${to}`,
    sql`revoke create on schema sekisho, sekisho_jobs from ${to}`,
    sql`grant usage on schema sekisho, sekisho_jobs to ${to}`,
    sql`grant select on all tables in schema sekisho to ${to}`,
    sql`grant insert on ${tables(addedTo)} to ${to}`,
    sql`grant insert, update, delete on ${tables(changing)} to ${to}`,
    // Of the head, whose only row grows: a trigger refuses everything else.
    sql`grant update on sekisho.ledger_head to ${to}`,
    sql`grant execute on function sekisho.erase_payload(text) to ${to}`,
    sql`grant usage on all sequences in schema sekisho, sekisho_jobs to ${to}`,
    sql`grant select, insert, update, delete on all tables in schema sekisho_jobs to ${to}`,
    sql`grant execute on all functions in schema sekisho_jobs to ${to}`,
  ];
}
