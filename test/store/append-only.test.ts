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
        insert into sekisho.record (scope, kind, key, at, body) values ('repository', 'alert', 'a', now(), '{}')
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

    it("are not lost when the tables are brought up to date once more", async () => {
      await Promise.all([migrate(database.rows), migrate(database.rows)]);
      const { rows } = await sql`select key from sekisho.record`.execute(database.rows);
      expect(rows).toEqual([{ key: "a" }]);
    });
  });
}
