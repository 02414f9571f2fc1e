import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { AuditRecord } from "../../src/model/audit-record.ts";
import { openEmbedded } from "../../src/store/embedded.ts";
import { openPostgres } from "../../src/store/postgres.ts";
import { backends, type Place, silent } from "./backends.ts";
import { newPull, pullRecord } from "./samples.ts";

/** Erases as an operator does who has a connection to the database, and nobody else has the place open. */
async function erase(where: Place["where"], erasureId: string): Promise<unknown> {
  const database =
    where.kind === "postgres" ? openPostgres(where.url, silent) : await openEmbedded(where.folder, silent);
  try {
    const { rows } = await sql<{ readonly gone: number }>`
      select sekisho.erase_payload(${erasureId}) as gone`.execute(database.rows);
    return rows[0]?.gone;
  } finally {
    await database.close();
  }
}

for (const backend of backends()) {
  const title = backend.missing === null ? "" : ` (not here: ${backend.missing})`;
  describe.skipIf(backend.missing !== null)(`erasing from the ${backend.name} store${title}`, () => {
    const subject = newPull();
    let place: Place;
    beforeAll(async () => {
      place = await backend.place();
      const store = await place.open();
      await store.records.append([
        pullRecord(subject, "a"),
        pullRecord(subject, "b"),
        pullRecord(subject, "c"),
      ]);
      await store.close();
    });
    afterAll(async () => await backend.end());

    async function append(...bodies: readonly AuditRecord[]) {
      const store = await place.open();
      await store.records.append(
        bodies.map((body, index) => {
          return { scope: "repository", repositoryId: null, key: `${JSON.stringify(body)} ${index}`, body };
        }),
      );
      await store.close();
    }

    const requested = (erasureId: string, indexes: readonly number[]): AuditRecord => {
      return { kind: "erasure-requested", erasureId, indexes, by: "hanako", because: "asked to" };
    };
    const erased = (erasureId: string, indexes: readonly number[], by = ["hanako", "taro"]): AuditRecord => {
      return { kind: "erased", erasureId, indexes, by, because: "asked to" };
    };

    it.each([
      ["is not in the ledger", [], "No erasure E-1 stands in the ledger"],
      ["nobody asked for", [erased("E-1", [0])], "is of entries that nobody asked for"],
      ["is of more than was asked for", [requested("E-2", [0]), erased("E-2", [0, 1])], "nobody asked for"],
      [
        "one person wanted alone",
        [requested("E-3", [0]), erased("E-3", [0], ["hanako", "hanako"])],
        "wanted by one person alone",
      ],
      [
        "is of what an erasure rests on",
        [requested("E-4", [3]), erased("E-4", [3])],
        "names an entry that the ledger itself rests on",
      ],
    ] as const)("refuses what %s", async (_what, records, message) => {
      await append(...records);
      const id =
        records[0]?.kind === "erased" || records[0]?.kind === "erasure-requested"
          ? records[0].erasureId
          : "E-1";
      await expect(erase(place.where, id)).rejects.toThrow(message);
      const store = await place.open();
      const entries = await store.ledger.entries(0, 3);
      await store.close();
      expect(entries.every(({ content }) => content !== null)).toBe(true);
    });

    it("takes body and salt, and leaves the tree as it was", async () => {
      await append(requested("E-9", [0, 1]), erased("E-9", [1]));
      let store = await place.open();
      const head = await store.ledger.head();
      const leaves = await store.ledger.leaves(0, head.size);
      await store.close();
      expect(await erase(place.where, "E-9")).toBe(1);
      expect(await erase(place.where, "E-9")).toBe(0);
      store = await place.open();
      expect(await store.ledger.head()).toEqual(head);
      expect(await store.ledger.leaves(0, head.size)).toEqual(leaves);
      const entries = await store.ledger.entries(0, 3);
      expect(entries.map(({ content }) => content === null)).toEqual([false, true, false]);
      const kept = await store.records.ofPull(subject.repositoryId, subject.number);
      expect(kept.map(({ key }) => key)).toEqual(["a", "c"]);
      expect(await store.records.append([pullRecord(subject, "b")])).toEqual({ kept: 0 });
      await store.close();
    });
  });
}
