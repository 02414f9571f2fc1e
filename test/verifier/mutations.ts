import { canonicalJson } from "../../src/model/digest.ts";
import type { JsonObject } from "../../src/model/json.ts";
import { checkpointOf, logOf, servedLog, type TestKey, type TestLog } from "./log.ts";
import { type Package, resealed } from "./package.ts";

/** Numbers below a bound, the same for the same seed (mulberry32). */
export type Dice = (below: number) => number;

export function diceOf(seed: number): Dice {
  let state = seed >>> 0;
  return (below) => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return Math.floor((((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296) * below);
  };
}

/** What was done, in words, and where; `null`: this change does not exist here, or changes nothing. */
type Mutation = (files: Map<string, Buffer>, dice: Dice) => string | null;

const among = <Value>(values: readonly Value[], dice: Dice): Value => {
  const value = values[dice(values.length)];
  if (value === undefined) throw new Error("Nothing to choose from");
  return value;
};

const pathIn = (files: ReadonlyMap<string, Buffer>, dice: Dice, like = /./) =>
  among(
    [...files.keys()].filter((path) => like.test(path)),
    dice,
  );

function changed(files: Map<string, Buffer>, path: string, to: Buffer, words: string): string | null {
  if (files.get(path)?.equals(to) === true) return null;
  files.set(path, to);
  return `${words} ${path}`;
}

/** One bit of one byte. */
const flip =
  (like?: RegExp): Mutation =>
  (files, dice) => {
    const path = pathIn(files, dice, like);
    const bytes = Buffer.from(files.get(path) ?? "");
    if (bytes.length === 0) return null;
    const at = dice(bytes.length);
    bytes.writeUInt8(bytes.readUInt8(at) ^ (1 << dice(8)), at);
    return changed(files, path, bytes, `flip a bit at ${at} of`);
  };

const truncate: Mutation = (files, dice) => {
  const path = pathIn(files, dice);
  const bytes = files.get(path) ?? Buffer.alloc(0);
  return bytes.length === 0 ? null : changed(files, path, bytes.subarray(0, dice(bytes.length)), "truncate");
};

const lengthen: Mutation = (files, dice) => {
  const path = pathIn(files, dice);
  const more = Buffer.from([among([0, 10, 13, 32, 120], dice)]);
  return changed(files, path, Buffer.concat([files.get(path) ?? more, more]), "lengthen");
};

const remove: Mutation = (files, dice) => {
  const path = pathIn(files, dice);
  files.delete(path);
  return `remove ${path}`;
};

const copy: Mutation = (files, dice) => {
  const path = pathIn(files, dice);
  const to = among(
    [`${path}.bak`, `blobs/${path.replaceAll("/", "-")}`, `.${path.replaceAll("/", "")}`],
    dice,
  );
  return files.has(to) ? null : changed(files, to, files.get(path) ?? Buffer.alloc(0), `copy ${path} to`);
};

const exchange: Mutation = (files, dice) => {
  const [one, other] = [pathIn(files, dice), pathIn(files, dice)];
  const [first, second] = [files.get(one) ?? Buffer.alloc(0), files.get(other) ?? Buffer.alloc(0)];
  if (first.equals(second)) return null;
  files.set(one, second);
  return changed(files, other, first, `exchange ${one} with`);
};

const rename: Mutation = (files, dice) => {
  const path = pathIn(files, dice);
  const to = among(
    [path.toUpperCase(), `${path}x`, path.replace(/[a-z]/, (letter) => letter.toUpperCase())],
    dice,
  );
  if (files.has(to)) return null;
  const bytes = files.get(path) ?? Buffer.alloc(0);
  files.delete(path);
  return changed(files, to, bytes, `rename ${path} to`);
};

/** Drops, doubles, swaps or inserts a line, which is an entry or a row. */
const line =
  (like: RegExp): Mutation =>
  (files, dice) => {
    const path = pathIn(files, dice, like);
    const lines = String(files.get(path)).match(/.*\n/g) ?? [];
    if (lines.length < 2) return null;
    const [at, other] = [dice(lines.length), dice(lines.length)];
    const [taken = "", second = ""] = [lines[at], lines[other]];
    const how = among(["drop", "double", "swap", "insert"] as const, dice);
    if (how === "drop") lines.splice(at, 1);
    if (how === "double") lines.splice(at, 0, taken);
    if (how === "insert")
      lines.splice(
        other,
        0,
        taken.replace(/\d/, (digit) => String((Number(digit) + 1) % 10)),
      );
    if (how === "swap") [lines[at], lines[other]] = [second, taken];
    return changed(files, path, Buffer.from(lines.join("")), `${how} line ${at + 1} of`);
  };

const outside: Mutation = (files, dice) => {
  const where = among(["../outside", "/etc/passwd", "log/../../x", "C:\\x", "log//checkpoint"], dice);
  const said = JSON.parse(String(files.get("manifest.json"))) as { files: JsonObject[] };
  said.files.push({ bytes: 0, path: where, rows: null, sha256: "0".repeat(64) });
  return changed(files, "manifest.json", Buffer.from(`${canonicalJson({ ...said })}\n`), `list ${where} in`);
};

/** Of a package, by somebody without the key. */
const byAnybody: readonly Mutation[] = [
  flip(),
  flip(),
  flip(),
  truncate,
  lengthen,
  remove,
  copy,
  exchange,
  rename,
  line(/\.(?:ndjson|csv)$/),
  outside,
];

/** Files that the verifier writes again or proves: what the key's holder changes in them is found by itself. */
const proven =
  /^(?:log\/(?!keys)|payloads|proofs|decisions|approvals|policy_history|waivers|emergency|access|coverage|tool_changes|incidents|reconciliation)/;

const total: Mutation = (files, dice) => {
  const text = String(files.get("manifest.json"));
  const totals = /"controlTotals":\{.*?\}[^}]*\}/.exec(text)?.[0] ?? "";
  const numbers = [...totals.matchAll(/\d+/g)];
  const { 0: number, index } = among(numbers, dice);
  const edited = `${totals.slice(0, index)}${Number(number) + 1 + dice(9)}${totals.slice(index + number.length)}`;
  return changed(
    files,
    "manifest.json",
    Buffer.from(text.replace(totals, edited)),
    `edit a total (${number}) of`,
  );
};

const rowCount: Mutation = (files, dice) => {
  const text = String(files.get("manifest.json"));
  const { 0: found, 1: number = "0", index } = among([...text.matchAll(/"rows":(\d+)/g)], dice);
  const edited = `${text.slice(0, index)}"rows":${Number(number) + 1}${text.slice(index + found.length)}`;
  return changed(files, "manifest.json", Buffer.from(edited), `edit a count of rows (${number}) of`);
};

const byKeyHolder: readonly Mutation[] = [
  flip(proven),
  flip(proven),
  line(proven),
  line(proven),
  total,
  rowCount,
];

export interface Mutated {
  readonly what: string;
  readonly files: Map<string, Buffer>;
}

/** A package with one change, by somebody without the key. */
export function mutatedByAnybody(base: Package, dice: Dice): Mutated {
  for (;;) {
    const files = new Map(base);
    const what = among(byAnybody, dice)(files, dice);
    if (what !== null) return { what, files };
  }
}

/** A package with one change; every second time by somebody who signs it again. */
export function mutatedPackage(base: Package, key: TestKey, dice: Dice): Mutated {
  for (;;) {
    if (dice(2) === 0) return mutatedByAnybody(base, dice);
    const files = new Map(base);
    const what = among(byKeyHolder, dice)(files, dice);
    if (what === null) continue;
    resealed(files, key);
    return { what: `${what}, and sign it again`, files };
  }
}

/** Another history that the log's own key signs: entries dropped, swapped, inserted, doubled, or the end cut off. */
function rewritten(log: TestLog, kept: number, key: TestKey, dice: Dice): Mutated {
  const entries = [...log.entries];
  const at = dice(kept - 1);
  const [taken, next] = [entries[at], entries[at + 1]];
  if (taken === undefined || next === undefined) throw new Error("The log is too short");
  const how = among(["drop", "double", "swap", "insert", "cut after"] as const, dice);
  if (how === "drop") entries.splice(at, 1);
  if (how === "double") entries.splice(at, 0, taken);
  if (how === "insert") entries.splice(at, 0, { ...taken, key: `${taken.key}x` });
  if (how === "swap") entries.splice(at, 2, { ...next, at: taken.at }, { ...taken, at: next.at });
  if (how === "cut after") entries.length = Math.max(1, at);
  return {
    what: `rewrite the log with its key: ${how} entry ${at}`,
    files: new Map(servedLog(logOf(entries), [key])),
  };
}

/** A served log with one change. Whoever checks it holds the root of the first `kept` entries. */
export function mutatedLog(
  log: TestLog,
  base: ReadonlyMap<string, Buffer>,
  kept: number,
  key: TestKey,
  dice: Dice,
): Mutated {
  for (;;) {
    const kind = dice(10);
    if (kind === 0) return rewritten(log, kept, key, dice);
    const files = new Map(base);
    if (kind === 1) {
      const size = 1 + dice(log.texts.length - 1);
      files.set("checkpoint", Buffer.from(checkpointOf(log, size, [key])));
      return { what: `serve the older checkpoint of ${size}`, files };
    }
    if (kind === 2) {
      files.set(
        "checkpoint",
        Buffer.from(checkpointOf(log, log.texts.length, [key], "other.example/ledger")),
      );
      return { what: "serve a checkpoint of another origin", files };
    }
    const what = among([flip(), flip(), flip(), truncate, lengthen, remove, copy, exchange, rename], dice)(
      files,
      dice,
    );
    if (what !== null) return { what, files };
  }
}
