import pg from "pg";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { decisionOf } from "../../src/app/testing/pull-records.ts";
import { openStore, openStoreReader, StoreEmpty } from "../../src/store/index.ts";
import { type PostgresServer, startPostgres, whyNoPostgres } from "./postgres-server.ts";

const missing = whyNoPostgres();
const quiet = { info: () => {}, warn: () => {}, error: () => {} };
const now = () => new Date();

async function sql(url: string, ...statements: readonly string[]): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    for (const statement of statements) await client.query(statement);
  } finally {
    await client.end();
  }
}

describe.skipIf(missing !== null)(`a reader of PostgreSQL${missing === null ? "" : ` (${missing})`}`, () => {
  let server: PostgresServer | null;
  beforeAll(async () => {
    server = await startPostgres();
  });
  afterAll(() => server?.remove());

  it("needs no more than a role that may SELECT, and writes nothing", async () => {
    const url = (await server?.createDatabase()) ?? "";
    const store = await openStore({ kind: "postgres", url, now, log: quiet });
    await store.notes.set("repository-id:acme/eks", "1");
    const bytes = Buffer.from("kept");
    const report = await store.blobs.put(bytes);
    const body = decisionOf("a".repeat(40), { report });
    await store.records.append([{ scope: "pull", repositoryId: 1, number: 7, key: "k", body }]);
    await store.close();
    await sql(
      url,
      "create role looker login",
      "grant usage on schema sekisho to looker",
      "grant select on sekisho.record, sekisho.blob, sekisho.note to looker",
    );
    const own = url.replace("sekisho@", "looker@");
    const reader = await openStoreReader({ kind: "postgres", url: own, now, log: quiet });
    try {
      expect(await reader.notes.get("repository-id:acme/eks")).toBe("1");
      expect(Buffer.from((await reader.blobs.get(report)) ?? []).toString()).toBe("kept");
      expect((await reader.records.ofPull(1, 7)).map((record) => record.body)).toEqual([body]);
      expect(await reader.records.ofPulls(null, "decision")).toHaveLength(1);
      expect(await reader.records.ofRepository(1)).toEqual([]);
    } finally {
      await reader.close();
    }
    const refused = sql(own, "insert into sekisho.note (key, value) values ('a', 'b')");
    await expect(refused).rejects.toThrow("permission denied");
  });

  it("says so where no server has kept anything, and makes nothing", async () => {
    const url = (await server?.createDatabase()) ?? "";
    const opening = openStoreReader({ kind: "postgres", url, now, log: quiet });
    await expect(opening).rejects.toThrow(StoreEmpty);
    await expect(sql(url, "select 1 from sekisho.record")).rejects.toThrow("does not exist");
  });
});
