import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { canonicalJson, digestOf, sha256Hex } from "../../src/model/digest.ts";
import type { JsonObject, JsonValue } from "../../src/model/json.ts";
import { checkpointOf, noteOf, origin, saltOf, type TestKey, type TestLog } from "./log.ts";
import { draw, period, populationOf } from "./population.ts";
import { listsOf, type Row } from "./rows.ts";
import { reportOf } from "./story.ts";
import { consistencyOf, inclusionOf, peaksOf, rootOf } from "./tree.ts";

/** Files of a package by path. */
export type Package = Map<string, Buffer>;

export interface PackageWant {
  readonly log: TestLog;
  readonly key: TestKey;
  /** First leaf of the range; it has to lie before February 2026, which is the period. */
  readonly from?: number;
  /** Sizes of earlier checkpoints. */
  readonly checkpoints?: readonly number[];
  readonly sample?: number | "all" | null;
  /** Index of an entry to the one that erased it. */
  readonly erased?: ReadonlyMap<number, number>;
}

const settings = "version: 1\n";

/** A package about `acme/infrastructure` in February 2026, by the words of docs/evidence-format.md. */
export function packageOf(want: PackageWant): Package {
  const { log, key, from = 0, checkpoints = [], sample = 3, erased = new Map() } = want;
  const size = log.texts.length;
  const root = rootOf(log.hashes);
  const files: Package = new Map();
  const counts = new Map<string, number>();
  const put = (path: string, text: string, rows?: number) => {
    files.set(path, Buffer.from(text));
    if (rows !== undefined) counts.set(path, rows);
  };
  const json = (path: string, value: JsonValue) => put(path, `${canonicalJson(value)}\n`);
  const ndjson = (path: string, values: readonly JsonValue[]) =>
    put(path, values.map((value) => `${canonicalJson(value)}\n`).join(""), values.length);
  const rows = log.entries.map((entry, index): Row => ({ ...entry, index })).slice(from);
  const selected = rows.filter(({ repository }) => repository !== 77);
  const selectedKinds = Object.fromEntries(
    [...Map.groupBy(selected, ({ kind }) => kind)].map(([kind, each]) => [kind, each.length]),
  );
  put("log/checkpoint", checkpointOf(log, size, [key]));
  for (const each of checkpoints) put(`log/checkpoints/${each}`, checkpointOf(log, each, [key]));
  json("log/keys.json", [{ from: 0, to: null, vkey: key.vkey }]);
  put(
    "log/entries.ndjson",
    log.texts
      .slice(from)
      .map((text) => `${text}\n`)
      .join(""),
    size - from,
  );
  ndjson(
    "payloads.ndjson",
    selected.map((row) => payloadOf(row, erased)),
  );
  const left = peaksOf(log.hashes.slice(0, from));
  json("proofs/range.json", { from, left, right: [], root, size, to: size });
  ndjson(
    "proofs/consistency.ndjson",
    [...checkpoints, size].slice(1).map((to, at) => {
      const older = checkpoints[at] ?? 0;
      return { from: older, proof: consistencyOf(older, log.hashes.slice(0, to)), to };
    }),
  );
  for (const [path, list] of listsOf(selected, erased, key)) put(path, list.text, list.rows);
  const population = populationOf(selected);
  put("population.csv", population.csv.text, population.csv.rows);
  json("reconciliation.json", population.reconciliation);
  const drawn = sample === null ? [] : draw(population.commits, sample);
  ndjson(
    "proofs/inclusion.ndjson",
    drawn.map((index) => ({ index, proof: inclusionOf(index, log.hashes) })),
  );
  for (const index of drawn) {
    const report = reportOf(log.entries[index]?.number ?? 0);
    put(`blobs/${sha256Hex(report)}`, report);
  }
  put(`config/${sha256Hex(settings)}`, settings);
  for (const path of ["index.html", "index.ja.html", "README.md", "README.ja.md"]) put(path, `${path}\n`);
  files.set("verify.mjs", readFileSync(new URL("../../verifier/verify.mjs", import.meta.url)));
  return sealed(files, key, counts, {
    checkpoint: { origin, path: "log/checkpoint", root, size },
    controlTotals: {
      entries: size - from,
      erased: erased.size,
      kinds: selectedKinds,
      selected: selected.length,
    },
    format: "sekisho-evidence/1",
    period,
    program: "sekisho 0.1.0",
    ...queryOf(sample),
    range: { from, to: size },
    storage: { kind: "embedded", statement: "a test" },
  });
}

function queryOf(sample: number | "all" | null): {
  readonly query: JsonObject;
  readonly queryDigest: string;
} {
  const query = {
    branches: ["main"],
    checkpoint: null,
    from: "2026-02-01",
    repositories: [{ id: 42, name: "acme/infrastructure" }],
    sample,
    seed: "s",
    timezone: "Asia/Tokyo",
    to: "2026-02-28",
  };
  return { query, queryDigest: digestOf(query) };
}

/** Lists files in a manifest and signs it; where there was one, what it says otherwise stays. */
export function sealed(
  files: Package,
  key: TestKey,
  rows: ReadonlyMap<string, number>,
  said: JsonObject,
): Package {
  files.delete("manifest.json");
  files.delete("manifest.sig");
  const listed = [...files]
    .map(([path, bytes]) => ({
      bytes: bytes.length,
      path,
      rows: rows.get(path) ?? null,
      sha256: sha256Hex(bytes),
    }))
    .toSorted((a, b) => (a.path < b.path ? -1 : 1));
  const manifest = `${canonicalJson({ ...said, files: listed })}\n`;
  files.set("manifest.json", Buffer.from(manifest));
  files.set(
    "manifest.sig",
    Buffer.from(noteOf(`sekisho-evidence/1\n${origin}\n${sha256Hex(manifest)}\n`, [key])),
  );
  return files;
}

/** What somebody does who has the key: edits files, and writes and signs the manifest anew. */
export function resealed(
  files: Package,
  key: TestKey,
  edit: (said: JsonObject) => JsonObject = (said) => said,
): Package {
  const said = JSON.parse(String(files.get("manifest.json"))) as JsonObject & {
    readonly files: readonly { path: string; rows: number | null }[];
  };
  const rows = new Map(
    said.files.flatMap(({ path, rows: count }) => (count === null ? [] : [[path, count] as const])),
  );
  return sealed(files, key, rows, edit(said));
}

export function writePackage(files: ReadonlyMap<string, Buffer>, folder: string): void {
  for (const [path, bytes] of files) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), bytes);
  }
}

function payloadOf({ index, key, body }: Row, erased: ReadonlyMap<number, number>): JsonValue {
  const by = erased.get(index);
  if (by !== undefined) return { erased: by, index };
  return { index, payload: { body, key }, salt: saltOf(index).toString("hex") };
}
