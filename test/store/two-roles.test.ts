import pg from "pg";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openStore, prepareStore, type Store, UnfitRole } from "../../src/store/index.ts";
import { silent } from "./backends.ts";
import { type PostgresServer, startPostgres, whyNoPostgres } from "./postgres-server.ts";
import { deliveryOf, newPull, pullRecord, until } from "./samples.ts";

const missing = whyNoPostgres();
const now = () => new Date();

async function ask(url: string, ...statements: readonly string[]): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    for (const statement of statements) await client.query(statement);
  } finally {
    await client.end();
  }
}

describe.skipIf(missing !== null)(`two roles of PostgreSQL${missing === null ? "" : ` (${missing})`}`, () => {
  let server: PostgresServer | null;
  let url = "";
  let ofOwner = "";
  let ofApplication = "";
  let store: Store;
  beforeAll(async () => {
    server = await startPostgres();
    url = (await server?.createDatabase()) ?? "";
    ofOwner = url.replace("sekisho@", "sekisho_owner@");
    ofApplication = url.replace("sekisho@", "sekisho_app@");
    await ask(
      url,
      "create role sekisho_owner login",
      "create role sekisho_app login",
      `grant create on database ${url.split("/").at(-1)} to sekisho_owner`,
      "create role kin login in role sekisho_owner",
    );
    await prepareStore({ kind: "postgres", url: ofOwner, now, log: silent }, "sekisho_app");
    store = await openStore({ kind: "postgres", url: ofApplication, now, log: silent });
  });
  afterAll(async () => {
    await store.close();
    await server?.remove();
  });

  it("let the application do all its work", async () => {
    const subject = newPull();
    const delivery = deliveryOf(subject);
    await store.inbox.accept(delivery);
    const done: string[] = [];
    await store.work.start(
      async (job) => {
        const pending = await store.inbox.pending(job.subject);
        const processed = pending.map(({ id }) => id);
        await store.records.append([pullRecord(subject, "a")], { processed, blobs: [Buffer.from("blob")] });
        done.push(...processed);
      },
      { concurrency: 2 },
    );
    await until("the delivery is processed", () => done.includes(delivery.id));
    await store.work.stop(1_000);
    await store.work.request(subject, new Date(Date.now() + 60_000).toISOString());
    await store.notes.set("a", "b");
    await store.notes.set("a", "c");
    expect(await store.records.waiverNumber(subject.repositoryId, "x")).toBe(1);
    expect((await store.ledger.head()).size).toBe(2);
  });

  it.each([
    ...["record", "ledger_leaf", "ledger_node", "ledger_checkpoint", "blob"].flatMap((table) => [
      `delete from sekisho.${table}`,
      `truncate sekisho.${table}`,
      `alter table sekisho.${table} disable trigger all`,
      `drop table sekisho.${table}`,
    ]),
    "update sekisho.record set body = null",
    "update sekisho.ledger_leaf set salt = null",
    "update sekisho.ledger_node set hash = sha256('')",
    "update sekisho.ledger_checkpoint set note = ''",
    "update sekisho.blob set bytes = ''",
    "delete from sekisho.ledger_head",
    "truncate sekisho.ledger_head",
    "insert into sekisho.ledger_head select false, 0, now(), '', true",
    "create table sekisho.own (a integer)",
    "create or replace function sekisho.refuse_change() returns trigger language plpgsql as 'begin return new; end'",
    "set role sekisho_owner",
    "set session_replication_role = replica",
  ])("refuse the application: %s", async (statement) => {
    await expect(ask(ofApplication, statement)).rejects.toThrow(/permission denied|must be owner/);
  });

  it("refuse it a smaller head, and an erasure without its records", async () => {
    const smaller = "update sekisho.ledger_head set size = 0, edge = ''";
    await expect(ask(ofApplication, smaller)).rejects.toThrow("only grows");
    await expect(ask(ofApplication, "select sekisho.erase_payload('E-1')")).rejects.toThrow("No erasure E-1");
  });

  it("let it erase what two people wanted", async () => {
    const subject = newPull();
    await store.records.append([pullRecord(subject, "a")]);
    const index = (await store.ledger.head()).size - 1;
    const about = { erasureId: "E-2", indexes: [index], because: "asked to" } as const;
    await store.records.append([
      {
        scope: "repository",
        repositoryId: null,
        key: "q",
        body: { kind: "erasure-requested", ...about, by: "a" },
      },
      {
        scope: "repository",
        repositoryId: null,
        key: "q",
        body: { kind: "erased", ...about, by: ["a", "b"] },
      },
    ]);
    await ask(ofApplication, "select sekisho.erase_payload('E-2')");
    expect((await store.ledger.entries(index, index + 1))[0]?.content).toBe(null);
  });

  it("say so where the application's role could do everything anyway", async () => {
    const prepare = (role: string) =>
      prepareStore({ kind: "postgres", url: ofOwner, now, log: silent }, role);
    await expect(prepare("sekisho")).rejects.toThrow("is a superuser, or may act as the role that owns");
    await expect(prepare("kin")).rejects.toThrow(UnfitRole);
    await expect(prepare("nobody'; --")).rejects.toThrow("PostgreSQL has no role");
  });

  it("say what to do where the application comes first", async () => {
    const empty = ((await server?.createDatabase()) ?? "").replace("sekisho@", "sekisho_app@");
    const opening = openStore({ kind: "postgres", url: empty, now, log: silent });
    await expect(opening).rejects.toThrow("`sekisho migrate --application-role");
  });
});
