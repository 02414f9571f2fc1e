import { fork } from "node:child_process";
import { join } from "node:path";
import { sql } from "kysely";
import { afterAll, afterEach, describe, expect, it } from "vitest";
import type { CheckpointSigner } from "../../src/model/ledger.ts";
import { openEmbedded } from "../../src/store/embedded.ts";
import type { Store } from "../../src/store/index.ts";
import { openPostgres } from "../../src/store/postgres.ts";
import { backends, type Place, postgres, silent } from "./backends.ts";
import { deliveryOf, newPull, pullRecord, until } from "./samples.ts";

const look = { checkNote: null, rootsAt: [] };

async function entriesOf(store: Store): Promise<number> {
  const { problems, size } = await store.ledger.verify(look);
  expect(problems).toEqual([]);
  return size;
}

/** Lets the database fail before or after a table is written to, as a note says: as if it ended just there. */
async function prepareFailures(where: Place["where"]): Promise<void> {
  const database =
    where.kind === "postgres" ? openPostgres(where.url, silent) : await openEmbedded(where.folder, silent);
  try {
    const statements = [
      `create function public.fail() returns trigger language plpgsql as $$
        begin
          if (select value from sekisho.note where key = 'fails') = tg_when || ' ' || tg_table_name then
            raise exception 'the disk is full' using errcode = '53100';
          end if;
          return null;
        end $$`,
      ...new Set(
        steps.map((step) => {
          const [when = "", table = ""] = step.split(" ");
          return `create trigger fails_${when} ${when} insert or update on sekisho.${table}
            for each statement execute function public.fail()`;
        }),
      ),
    ];
    for (const statement of statements) await sql.raw(statement).execute(database.rows);
  } finally {
    await database.close();
  }
}

/** In the order in which an append comes by. */
const steps = [
  "blob",
  "delivery",
  "record",
  "ledger_leaf",
  "ledger_node",
  "ledger_checkpoint",
  "ledger_head",
  "subject",
].flatMap((table) => [`BEFORE ${table}`, `AFTER ${table}`]);

const signer: CheckpointSigner = {
  origin: "o",
  sign: ({ size, root }) => `o\n${size}\n${Buffer.from(root, "hex").toString("base64")}\n\n`,
};

for (const backend of backends()) {
  const title = backend.missing === null ? "" : ` (not here: ${backend.missing})`;
  describe.skipIf(backend.missing !== null)(`an append on the ${backend.name} store${title}`, () => {
    afterAll(async () => await backend.end());

    it("is there whole or not at all, whichever step fails", async () => {
      const place = await backend.place();
      await (await place.open()).close();
      await prepareFailures(place.where);
      const store = await place.open({ signer });
      const subject = newPull();
      for (const step of steps) {
        const delivery = deliveryOf(subject);
        await store.inbox.accept(delivery);
        const before = await entriesOf(store);
        const append = () =>
          store.records.append([pullRecord(subject, step)], {
            processed: [delivery.id],
            blobs: [Buffer.from(step)],
            subjects: [subject],
          });
        await store.notes.set("fails", step);
        await expect(append(), step).rejects.toThrow("the disk is full");
        await store.notes.set("fails", "");
        expect(await entriesOf(store), step).toBe(before);
        expect((await store.inbox.pending(subject)).map(({ id }) => id)).toContain(delivery.id);
        expect(await append(), step).toEqual({ kept: 1 });
        expect(await entriesOf(store), step).toBe(before + 2);
      }
      await store.close();
    }, 90_000);

    it("of many at once makes one line without gaps, and each gets its own answer", async () => {
      const store = await (await backend.place()).open({ signer });
      const subject = newPull();
      const answers = await Promise.all(
        Array.from({ length: 300 }, (_, at) => store.records.append([pullRecord(subject, `k${at % 150}`)])),
      );
      expect(answers.map(({ kept }) => kept)).toEqual(
        Array.from({ length: 300 }, (_, at) => (at < 150 ? 1 : 0)),
      );
      expect(await entriesOf(store)).toBe(150);
      const { checkpoints } = await store.ledger.verify(look);
      expect(checkpoints).toBeLessThan(20);
      await store.close();
    });

    it("that cannot be kept does not take with it what was wanted at the same time", async () => {
      const store = await (await backend.place()).open({ signer });
      const subject = newPull();
      const wanted = ["a", "x".repeat(601), "b"].map((key) =>
        store.records.append([pullRecord(subject, key)]),
      );
      const first = store.records.append([pullRecord(subject, "first")]);
      const outcomes = await Promise.allSettled([...wanted, first]);
      expect(outcomes.map(({ status }) => status)).toEqual([
        "fulfilled",
        "rejected",
        "fulfilled",
        "fulfilled",
      ]);
      expect(await entriesOf(store)).toBe(3);
      await store.close();
    });
  });
}

const server = postgres();

describe.skipIf(server.missing !== null)(`writers of one PostgreSQL (${server.missing ?? "here"})`, () => {
  const children: ReturnType<typeof fork>[] = [];
  afterEach(() => children.splice(0).map((child) => child.kill("SIGKILL")));
  afterAll(async () => await server.end());

  it("in several processes make one line without gaps, also where one is killed while it writes", async () => {
    const place = await server.place();
    const store = await place.open({ signer });
    for (const name of ["a", "b", "c"])
      children.push(fork(join(import.meta.dirname, "ledger-writer.ts"), [JSON.stringify(place.where), name]));
    const written = async () => (await store.ledger.head()).size;
    await until("all have begun", async () => (await written()) > 100);
    const own = Array.from({ length: 100 }, (_, at) =>
      store.records.append([pullRecord(newPull(), `own ${at}`)]),
    );
    children[0]?.kill("SIGKILL");
    await Promise.all(own);
    const then = await written();
    await until("the others go on", async () => (await written()) > then + 100);
    for (const child of children) child.kill("SIGKILL");
    await entriesOf(store);
  });
});
