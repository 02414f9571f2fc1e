import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Database } from "../../src/store/database.ts";
import { openEmbedded } from "../../src/store/embedded.ts";
import { migrate } from "../../src/store/migrations.ts";
import { openPostgres } from "../../src/store/postgres.ts";
import { backends, silent } from "./backends.ts";

for (const backend of backends()) {
  const title = backend.missing === null ? "" : ` (not here: ${backend.missing})`;
  describe.skipIf(backend.missing !== null)(`the records of the ${backend.name} store${title}`, () => {
    let database: Database;
    beforeAll(async () => {
      const { where } = await backend.place();
      database =
        where.kind === "postgres"
          ? openPostgres(where.url, silent)
          : await openEmbedded(where.folder, silent);
      await migrate(database.rows);
      await sql`
        with added as (
          insert into sekisho.record (scope, kind, key, at, body) values ('repository', 'alert', 'a', now(), '{}')
          returning sequence
        )
        insert into sekisho.ledger_leaf (index, record, leaf) select 0, sequence, 'leaf' from added
      `.execute(database.rows);
    });
    afterAll(async () => {
      await database.close();
      await backend.end();
    });

    it.each([
      ["changed", "update sekisho.record set key = 'b'", "UPDATE"],
      ["deleted", "delete from sekisho.record", "DELETE"],
      ["emptied out", "truncate sekisho.record", "TRUNCATE"],
      ["emptied out with what depends on them", "truncate sekisho.record cascade", "TRUNCATE"],
      [
        "changed by adding them again",
        `insert into sekisho.record (scope, kind, key, at, body) values ('repository', 'alert', 'a', now(), '{}')
          on conflict (scope, coalesce(repository_id, 0), coalesce(number, 0), kind, key) do update set body = '[]'`,
        "UPDATE",
      ],
    ])("cannot be %s", async (_what, statement, operation) => {
      await expect(sql.raw(statement).execute(database.rows)).rejects.toThrow(
        `sekisho.record is append-only: ${operation} is refused`,
      );
      const { rows } = await sql`select key, body from sekisho.record`.execute(database.rows);
      expect(rows).toEqual([{ key: "a", body: {} }]);
    });

    it.each(["ledger_leaf", "ledger_node", "ledger_checkpoint"])(
      "have a %s that is only added to",
      async (table) => {
        await fill(table);
        const before = await sql`select * from ${sql.table(`sekisho.${table}`)}`.execute(database.rows);
        for (const statement of [
          `update sekisho.${table} set ${changeOf[table]}`,
          `delete from sekisho.${table}`,
          `truncate sekisho.${table}`,
        ])
          await expect(sql.raw(statement).execute(database.rows)).rejects.toThrow(
            `sekisho.${table} is append-only: ${statement.split(" ")[0]?.toUpperCase()} is refused`,
          );
        const { rows } = await sql`select * from ${sql.table(`sekisho.${table}`)}`.execute(database.rows);
        expect([rows.length, rows]).toEqual([1, before.rows]);
      },
    );

    const changeOf: Record<string, string> = {
      ledger_leaf: "leaf = 'b'",
      ledger_node: "index = 1",
      ledger_checkpoint: "note = 'b'",
    };

    async function fill(table: string): Promise<void> {
      const statements: Record<string, string> = {
        ledger_node: "insert into sekisho.ledger_node values (8, 0, sha256('')) on conflict do nothing",
        ledger_checkpoint: "insert into sekisho.ledger_checkpoint values (1, 'a') on conflict do nothing",
      };
      const statement = statements[table];
      if (statement !== undefined) await sql.raw(statement).execute(database.rows);
    }

    it.each([
      ["smaller", "update sekisho.ledger_head set size = size - 1"],
      ["another of the same size", "update sekisho.ledger_head set edge = sha256('')"],
      ["older", "update sekisho.ledger_head set size = size + 1, last_at = '-infinity'"],
      ["one with fewer checkpoints", "update sekisho.ledger_head set checkpoints = checkpoints - 1"],
      ["gone", "delete from sekisho.ledger_head"],
      ["emptied", "truncate sekisho.ledger_head"],
      ["two", "insert into sekisho.ledger_head select true, 5, now(), '', true"],
    ])("have a head that cannot become %s", async (_what, statement) => {
      await sql`update sekisho.ledger_head set size = size + 1, last_at = now(), checkpoints = 1`.execute(
        database.rows,
      );
      const before = await sql`select * from sekisho.ledger_head`.execute(database.rows);
      await expect(sql.raw(statement).execute(database.rows)).rejects.toThrow(
        /only grows|is refused|duplicate key/,
      );
      const { rows } = await sql`select * from sekisho.ledger_head`.execute(database.rows);
      expect(rows).toEqual(before.rows);
    });

    it("are not kept without a leaf", async () => {
      const adding = sql`
        insert into sekisho.record (scope, kind, key, at, body) values ('repository', 'alert', 'z', now(), '{}')`;
      await expect(adding.execute(database.rows)).rejects.toThrow("A record is kept with its leaf");
      const { rows } = await sql`select key from sekisho.record`.execute(database.rows);
      expect(rows).toEqual([{ key: "a" }]);
    });

    it("lose nothing to whoever only says that it is an erasure", async () => {
      for (const change of ["key = 'b'", "body = '[]'", "body = null, key = 'b'"])
        await expect(
          database.rows.transaction().execute(async (transaction) => {
            await sql`select set_config('sekisho.erasing', 'on', true)`.execute(transaction);
            await sql.raw(`update sekisho.record set ${change}`).execute(transaction);
          }),
        ).rejects.toThrow("sekisho.record is append-only: UPDATE is refused");
    });

    it("are not lost when the tables are brought up to date once more", async () => {
      await Promise.all([migrate(database.rows), migrate(database.rows)]);
      const { rows } = await sql`select key from sekisho.record`.execute(database.rows);
      expect(rows).toEqual([{ key: "a" }]);
    });
  });
}
