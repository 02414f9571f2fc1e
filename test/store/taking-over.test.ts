import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Database } from "../../src/store/database.ts";
import { openEmbedded } from "../../src/store/embedded.ts";
import { migrate } from "../../src/store/migrations.ts";
import { openPostgres } from "../../src/store/postgres.ts";
import { takeOver } from "../../src/store/work/look.ts";
import { claimOpen, countRequests, finishClaim } from "../../src/store/work/subject-rows.ts";
import { backends, silent } from "./backends.ts";

const now = new Date("2026-03-01T00:00:00Z");

for (const backend of backends()) {
  const title = backend.missing === null ? "" : ` (not here: ${backend.missing})`;
  describe.skipIf(backend.missing !== null)(`claims in the ${backend.name} store${title}`, () => {
    let database: Database;
    beforeAll(async () => {
      const { where } = await backend.place();
      database =
        where.kind === "postgres"
          ? openPostgres(where.url, silent)
          : await openEmbedded(where.folder, silent);
      await migrate(database.rows);
    });
    afterAll(async () => {
      await database.close();
      await backend.end();
    });

    const rowOf = async (key: string) => {
      const { rows } = await sql<{ readonly attempts: number; readonly retry_at: Date | null }>`
        select attempts, retry_at from sekisho.subject where key = ${key}`.execute(database.rows);
      return rows[0];
    };

    it("of a process that is gone are free at once, and after many deaths a little later", async () => {
      await countRequests(database.rows, ["killer"], now);
      const waits: (number | null)[] = [];
      for (let death = 0; death < 12; death++) {
        await sql`update sekisho.subject set retry_at = null where key = 'killer'`.execute(database.rows);
        const [claim] = await claimOpen(database.rows, ["killer"], 900 + death, now);
        expect(claim?.attempts).toBe(death);
        expect(await takeOver(database.rows, [900 + death], now)).toEqual(["killer"]);
        const retryAt = (await rowOf("killer"))?.retry_at ?? null;
        waits.push(retryAt === null ? null : (retryAt.getTime() - now.getTime()) / 1_000);
      }
      expect(waits).toEqual([null, null, null, null, null, 1, 2, 4, 8, 15, 15, 15]);
    });

    it("go to one process only, and count for nothing once they are taken away", async () => {
      await countRequests(database.rows, ["one", "two", "one"], now);
      const both = await Promise.all([
        claimOpen(database.rows, ["one", "two", "none"], 1, now),
        claimOpen(database.rows, ["two", "one"], 2, now),
      ]);
      const claims = both.flat();
      expect(claims.map(({ key, reading }) => [key, reading]).toSorted()).toEqual([
        ["one", 2],
        ["two", 1],
      ]);
      await takeOver(database.rows, [1, 2], now);
      for (const claim of claims) expect(await finishClaim(database.rows, claim)).toBe(null);
      expect((await rowOf("one"))?.attempts).toBe(1);
    });
  });
}
