import { sql } from "kysely";
import { afterAll, describe, expect, it } from "vitest";
import { payloadDigest } from "../../src/model/ledger.ts";
import { rootAt } from "../../src/model/merkle.ts";
import { openEmbedded } from "../../src/store/embedded.ts";
import { openPostgres } from "../../src/store/postgres.ts";
import { backends, type Place, silent } from "./backends.ts";
import { newPull, pullRecord } from "./samples.ts";

/** Leaves a place as a version of before the ledger did: records, and no leaf of them. */
async function recordsWithoutLeaves(where: Place["where"], count: number): Promise<void> {
  const database =
    where.kind === "postgres" ? openPostgres(where.url, silent) : await openEmbedded(where.folder, silent);
  try {
    for (const statement of [
      "alter table sekisho.record disable trigger record_has_leaf",
      "alter table sekisho.ledger_head disable trigger ledger_head_only_grows",
      `insert into sekisho.record (scope, repository_id, number, kind, key, at, body)
        select 'pull', 9, 1, 'feedback', 'k' || i, timestamptz '2026-01-01' + i % 7 * interval '1 day',
          json_build_object('kind', 'feedback', 'n', i / 3.0) from generate_series(1, ${count}) as i`,
      "update sekisho.ledger_head set filled = false",
      "alter table sekisho.record enable trigger record_has_leaf",
      "alter table sekisho.ledger_head enable trigger ledger_head_only_grows",
    ])
      await sql.raw(statement).execute(database.rows);
  } finally {
    await database.close();
  }
}

for (const backend of backends()) {
  const title = backend.missing === null ? "" : ` (not here: ${backend.missing})`;
  describe.skipIf(backend.missing !== null)(`a ${backend.name} store from before the ledger${title}`, () => {
    afterAll(async () => await backend.end());

    it.each([1, 1_000, 2_300])(
      "gets a leaf for each of %i records, and says how many those were",
      async (count) => {
        const place = await backend.place();
        await (await place.open()).close();
        await recordsWithoutLeaves(place.where, count);
        let given = 0;
        // It is stopped in its second turn, and goes on when it is opened the next time.
        const random = (bytes: number) => {
          given += 1;
          if (given === 1_500) throw new Error("stopped");
          return new Uint8Array(bytes).fill(given);
        };
        if (count > 1_500) await expect(place.open({ random })).rejects.toThrow("stopped");
        const store = await place.open({ random });
        const { size, root } = await store.ledger.head();
        expect(size).toBe(count + 1);
        expect(Buffer.from(await rootAt(size, store.ledger.nodes)).toString("hex")).toBe(root);
        const entries = await store.ledger.entries(0, size);
        const times = entries.map(({ leaf }) => leaf.at);
        expect(times).toEqual(times.toSorted());
        expect(entries.map(({ sequence }) => sequence)).toEqual(
          entries.map(({ sequence }) => sequence).toSorted((one, other) => one - other),
        );
        for (const { leaf, content } of entries)
          expect(content && payloadDigest(content.salt, content.payload)).toBe(leaf.payload);
        expect(entries.at(-1)?.content?.payload.body).toEqual({ kind: "ledger-began", records: count });
        await store.records.append([pullRecord(newPull(), "a")]);
        await store.close();
        const again = await place.open();
        expect((await again.ledger.head()).size).toBe(count + 2);
        await again.close();
      },
    );
  });
}
