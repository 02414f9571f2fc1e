import { sql } from "kysely";
import { openEmbedded } from "../../src/store/embedded.ts";
import { openPostgres } from "../../src/store/postgres.ts";
import { type Place, silent } from "./backends.ts";

/**
 * Every row of every table of ours and of the queue, as PostgreSQL writes it; bytes also as the text that they are. For
 * tests that look for something which must stand nowhere. Nobody else has the place open.
 */
export async function dumpOf(where: Place["where"]): Promise<string> {
  const database =
    where.kind === "postgres" ? openPostgres(where.url, silent) : await openEmbedded(where.folder, silent);
  try {
    const tables = await sql<{ readonly schema: string; readonly name: string }>`
      select table_schema as schema, table_name as name from information_schema.tables
      where table_schema in ('sekisho', 'pgboss') and table_type = 'BASE TABLE'`.execute(database.rows);
    const rows = await Promise.all(
      tables.rows.map(({ schema, name }) =>
        sql<{
          readonly row: string;
        }>`select t::text as row from ${sql.table(`${schema}.${name}`)} as t`.execute(database.rows),
      ),
    );
    return rows
      .flatMap((table) => table.rows.map(({ row }) => row))
      .flatMap((row) => [row, ...(row.match(/(?<=\\x)(?:[0-9a-f]{2})+/g) ?? []).map(textOf)])
      .join("\n");
  } finally {
    await database.close();
  }
}

function textOf(hexadecimal: string): string {
  return Buffer.from(hexadecimal, "hex").toString("utf8");
}
