import { createHash } from "node:crypto";
import { type RawBuilder, sql } from "kysely";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { newSigningKey, openCheckpoint, signCheckpoint } from "../../src/ledger/index.ts";
import type { LedgerProblem } from "../../src/model/ledger-problem.ts";
import type { Database, Executor } from "../../src/store/database.ts";
import { openEmbedded } from "../../src/store/embedded.ts";
import { verifyLedger } from "../../src/store/ledger/verify.ts";
import { openPostgres } from "../../src/store/postgres.ts";
import { backends, silent } from "./backends.ts";
import { newPull, pullRecord } from "./samples.ts";

const origin = "sekisho.example.com/ledger";
const key = newSigningKey(origin);
const signer = {
  origin,
  sign: (head: { size: number; root: string }) => signCheckpoint(origin, head, [key]),
};
const checkNote = (note: string) => {
  const reading = openCheckpoint(note, origin, [key.verifier]);
  return reading.kind === "refused" ? reading.message : null;
};

/** Entries: two tiles of nodes, and some. */
const size = 530;
const report = createHash("sha256").update("report").digest("hex");

/** Always the same numbers from 0 up to a limit, for this seed. */
function numbers(seed: number): (limit: number) => number {
  let state = seed;
  return (limit) => {
    state = (Math.imul(state, 1_103_515_245) + 12_345) & 0x7fff_ffff;
    return Math.floor((state / 0x8000_0000) * limit);
  };
}

for (const backend of backends()) {
  const title = backend.missing === null ? "" : ` (not here: ${backend.missing})`;
  describe.skipIf(backend.missing !== null)(
    `whoever may do everything to the ${backend.name} store${title}`,
    () => {
      let database: Database;
      beforeAll(async () => {
        const place = await backend.place();
        const store = await place.open({ signer });
        const subject = newPull();
        const blobs = [Buffer.from("report")];
        await store.records.append(
          Array.from({ length: 500 }, (_, at) => pullRecord(subject, `k${at}`)),
          { blobs },
        );
        const masked = {
          kind: "plan-received",
          commit: "c",
          name: "p",
          digest: "d",
          masked: report,
        } as const;
        const run = {
          source: "upload",
          runId: 1,
          attempt: 1,
          workflow: "w",
          event: "push",
          fork: false,
        } as const;
        await store.records.append([pullRecord(subject, "p", { ...masked, origin: run })]);
        for (let at = 501; at < size; at += 1) await store.records.append([pullRecord(subject, `k${at}`)]);
        await store.close();
        const { where } = place;
        database =
          where.kind === "postgres"
            ? openPostgres(where.url, silent)
            : await openEmbedded(where.folder, silent);
      });
      afterAll(async () => {
        await database.close();
        await backend.end();
      });

      /** What a look finds after somebody did this, with every guard switched off; then it is undone. */
      async function after(
        ...done: readonly (string | RawBuilder<unknown>)[]
      ): Promise<readonly LedgerProblem[]> {
        const undo = new Error("undo");
        let problems: readonly LedgerProblem[] = [];
        await database.rows
          .transaction()
          .execute(async (transaction: Executor) => {
            await sql`set local session_replication_role = replica`.execute(transaction);
            for (const one of done) await (typeof one === "string" ? sql.raw(one) : one).execute(transaction);
            problems = (await verifyLedger(transaction, { checkNote, rootsAt: [] })).problems;
            throw undo;
          })
          .catch((error: unknown) => {
            if (error !== undo) throw error;
          });
        return problems;
      }

      it("finds it whole as long as nothing is done", async () => {
        const found = await verifyLedger(database.rows, { checkNote, rootsAt: [0, size] });
        expect(found.problems).toEqual([]);
        expect(found).toMatchObject({ size, erased: 0, checkpoints: 31, signatures: 31, signedUpTo: size });
        expect(found.roots.get(size)).toBe(found.root);
      });

      it.each<[what: string, done: readonly string[], expected: readonly LedgerProblem[]]>([
        [
          "drops an entry from the middle",
          ["delete from sekisho.ledger_leaf where index = 300"],
          [{ kind: "missing", from: 300, to: 301 }],
        ],
        [
          "drops the first entries",
          ["delete from sekisho.ledger_leaf where index < 3"],
          [{ kind: "missing", from: 0, to: 3 }],
        ],
        [
          "cuts the end off",
          ["delete from sekisho.ledger_leaf where index >= 520"],
          [{ kind: "head", field: "size" }],
        ],
        [
          "drops a record",
          ["delete from sekisho.record where key = 'k7'"],
          [{ kind: "record-missing", index: 7 }],
        ],
        [
          "adds a record without an entry",
          [
            "insert into sekisho.record (scope, kind, key, at, body) values ('repository', 'alert', 'a', now(), '{}')",
          ],
          [{ kind: "not-listed", sequence: expect.any(Number) }],
        ],
        [
          "swaps what two entries say",
          [
            `update sekisho.ledger_leaf as one set leaf = other.leaf from sekisho.ledger_leaf as other
            where one.index + other.index = 21 and one.index in (10, 11)`,
          ],
          [
            { kind: "leaf", index: 10 },
            { kind: "leaf", index: 11 },
          ],
        ],
        [
          "swaps the records of two entries",
          [
            "update sekisho.ledger_leaf set record = -record where index in (10, 11)",
            `update sekisho.ledger_leaf as one set record = -other.record from
            (select * from sekisho.ledger_leaf where index in (10, 11)) as other
            where one.index + other.index = 21 and one.index in (10, 11)`,
          ],
          [
            { kind: "payload", index: 10 },
            { kind: "order", index: 11 },
          ],
        ],
        [
          "says an entry twice",
          [
            `insert into sekisho.ledger_leaf select ${size}, 1000000, leaf, salt from sekisho.ledger_leaf where index = 5`,
          ],
          [
            { kind: "leaf", index: size },
            { kind: "head", field: "size" },
          ],
        ],
        [
          "slips an entry in",
          [
            `insert into sekisho.ledger_leaf
            select ${size}, 1000000, replace(leaf, '"index":5,', '"index":${size},'), salt
            from sekisho.ledger_leaf where index = 5`,
          ],
          [
            { kind: "record-missing", index: size },
            { kind: "head", field: "edge" },
          ],
        ],
        [
          "empties an entry without an erasure",
          [
            "update sekisho.ledger_leaf set salt = null where index = 9",
            "update sekisho.record set body = null where key = 'k9'",
          ],
          [{ kind: "content-missing", index: 9 }],
        ],
        [
          "takes the salt alone",
          ["update sekisho.ledger_leaf set salt = null where index = 9"],
          [{ kind: "content-missing", index: 9 }],
        ],
        [
          "drops a node",
          ["delete from sekisho.ledger_node where index = 1"],
          [{ kind: "node", level: 8, index: 1 }],
        ],
        [
          "adds a node",
          ["insert into sekisho.ledger_node values (16, 0, sha256(''))"],
          [{ kind: "node", level: 16, index: 0 }],
        ],
        [
          "drops a checkpoint from the middle",
          ["delete from sekisho.ledger_checkpoint where size = 510"],
          [{ kind: "checkpoints", added: 31, here: 30 }],
        ],
        [
          "drops the last checkpoint",
          [`delete from sekisho.ledger_checkpoint where size = ${size}`],
          [{ kind: "checkpoints", added: 31, here: 30 }],
        ],
        [
          "adds a checkpoint that is one of another size",
          ["insert into sekisho.ledger_checkpoint select 400, note from sekisho.ledger_checkpoint limit 1"],
          [{ kind: "checkpoints", added: 31, here: 32 }],
        ],
        [
          "adds a checkpoint of more than there is",
          [`insert into sekisho.ledger_checkpoint select 1000, note from sekisho.ledger_checkpoint limit 1`],
          [{ kind: "checkpoint", size: 1_000, what: "beyond", why: null }],
        ],
        [
          "moves a checkpoint",
          [`update sekisho.ledger_checkpoint set size = 400 where size = 510`],
          [{ kind: "checkpoint", size: 400, what: "size", why: null }],
        ],
        ["drops a report", ["delete from sekisho.blob"], [{ kind: "blob", digest: report, what: "missing" }]],
        ["takes the head away", ["delete from sekisho.ledger_head"], [{ kind: "head", field: "size" }]],
      ])("is found out who %s", async (_what, done, expected) => {
        expect(await after(...done)).toEqual(expect.arrayContaining([...expected]));
      });

      it("is found out whatever column of whatever row is changed", async () => {
        const random = numbers(20_261_121);
        for (const [table, keyOf, count, columns] of changes)
          for (const [column, changed] of columns) {
            const problems = await after(
              `update sekisho.${table} set ${column} = ${changed(random)} where ${keyOf} =
              (select ${keyOf} from sekisho.${table} order by ${keyOf} offset ${random(count)} limit 1)`,
            );
            expect(problems, `${table}.${column}`).not.toEqual([]);
          }
      });

      it("is found out wherever a bit of what was signed or hashed is flipped", async () => {
        const random = numbers(6_962);
        const flip = (column: string) => {
          const [place, bit] = [random(100_000), 1 << random(8)];
          const at = `${place} % length(${column})`;
          return `set_byte(${column}, ${at}, get_byte(${column}, ${at}) # ${bit})`;
        };
        const flipped = [
          ["ledger_leaf", "salt", "index", size],
          ["ledger_node", "hash", "index", 2],
          ["ledger_head", "edge", "sole", 1],
          ["ledger_checkpoint", "note", "size", 30],
          ["ledger_leaf", "leaf", "index", size],
          ["blob", "bytes", "digest", 1],
        ] as const;
        for (let turn = 0; turn < 24; turn += 1) {
          const [table, column, keyOf, count] = flipped[turn % flipped.length] ?? flipped[0];
          // A text has to stay one: the lowest bit of a character does.
          const isText = column === "note" || column === "leaf";
          const value = isText
            ? `overlay(${column} placing chr(ascii(substr(${column}, ${(turn * 7) % 100} + 1, 1)) # 1)
              from ${(turn * 7) % 100} + 1 for 1)`
            : flip(column);
          const problems = await after(
            `update sekisho.${table} set ${column} = ${value} where ${keyOf} =
            (select ${keyOf} from sekisho.${table} order by ${keyOf} offset ${random(count)} limit 1)`,
          );
          expect(problems, `${table}.${column}, turn ${turn}`).not.toEqual([]);
        }
      });
    },
  );
}

type Change = readonly [column: string, changed: (random: (limit: number) => number) => string];

/** Each column of what the ledger is made of, changed by as little as it can be. */
const changes: readonly (readonly [
  table: string,
  keyOf: string,
  rows: number,
  columns: readonly Change[],
])[] = [
  [
    "record",
    "sequence",
    size,
    [
      ["scope", () => "'repository'"],
      ["repository_id", () => "repository_id + 1"],
      ["number", () => "number + 1"],
      ["kind", () => "kind || ' '"],
      ["key", () => "key || ' '"],
      ["at", () => "at + interval '1 microsecond'"],
      ["body", () => `body || '{"because": "other"}'`],
      ["body", () => "null"],
    ],
  ],
  [
    "ledger_leaf",
    "index",
    size,
    [
      ["index", () => "index + 1000"],
      ["record", () => "record + 10000"],
      ["leaf", (random) => `overlay(leaf placing ' ' from ${random(180) + 1} for 0)`],
      ["leaf", () => "leaf || E'\\n'"],
    ],
  ],
  [
    "ledger_node",
    "index",
    2,
    [
      ["level", () => "16"],
      ["index", () => "index + 7"],
    ],
  ],
  [
    "ledger_head",
    "sole",
    1,
    [
      ["size", () => "size - 1"],
      ["last_at", () => "last_at + interval '1 microsecond'"],
      ["filled", () => "false"],
      ["checkpoints", () => "checkpoints - 1"],
      ["rekeyed", () => "rekeyed + 1"],
    ],
  ],
  [
    "ledger_checkpoint",
    "size",
    30,
    [
      ["size", () => "size + 1000"],
      ["note", () => "substr(note, 1, length(note) - 2)"],
    ],
  ],
];
