#!/usr/bin/env node
/**
 * Verifies a Sekisho evidence package, or a served ledger, without Sekisho: this file needs nothing but Node.js 18 or
 * newer, and no network for a package. Usage: `node verify.mjs --help`. The format is docs/evidence-format.md.
 *
 * To be read from top to bottom: the means (refusals, texts, trees, signatures), then the questions in the order in which
 * an auditor asks them, each with what could be wrong if it failed:
 *
 *   1. What is here?   2. Who signed it?   3. Is it the whole log?   4. Are the contents those that were recorded?
 *   5. Do the lists follow from the contents?   6. Does the arithmetic hold?
 *
 * Then a served log, and the command with its sentences. Two habits keep it short. Whatever is read is taken for hostile,
 * and refused unless it is exactly what the format asks for. And what follows from something else is not searched for
 * mistakes: it is written again, and compared.
 */
import { createHash, createPublicKey, verify as verifySignature } from "node:crypto";
import fs from "node:fs";
import path from "node:path";
import process from "node:process";

/** Longer lines are no entries of ours; without a limit a file without line ends would fill the memory. */
const lineBytesMax = 32 * 1024 * 1024;
/** Files that are read as a whole: the manifest of a million blobs has some 150 MB. */
const wholeFileBytesMax = 256 * 1024 * 1024;
/** Of one file of a served log: a bundle has 256 leaves, each of at most 64 KiB. */
const servedBytesMax = 17 * 1024 * 1024;
/** JSON nested deeper than this is nobody's record. */
const depthMax = 100;
/** Failures printed for each check; the others are counted. */
const failuresShownMax = 5;
/** C2SP tlog-tiles: hashes in a whole tile, entries in a whole bundle. */
const tileWidth = 256;

// ───────────────────────────── what was checked, and what came of it ─────────────────────────────

/** Something is not what it has to be: `what` names the sentence that says so, and `args` fill it. */
class Refused extends Error {
  constructor(what, args = {}) {
    super(what);
    this.what = what;
    /** @type {{ [name: string]: any }} */
    this.args = args;
  }
}

/** What was named cannot be read at all: exit code 2. */
class Unreadable extends Refused {}

class Report {
  constructor(ids) {
    /**
     * `counted` is null until all that the check is about was looked at; `untold`: what of it cannot be, because it
     * follows from something that failed.
     * @type {Map<string, any>}
     */
    this.checks = new Map(ids.map((id) => [id, { counted: null, failures: [], untold: new Set() }]));
    /** @type {Refused[]} what is no failure, and has to be known */
    this.remarks = [];
  }

  count(id, counted) {
    this.checks.get(id).counted = counted;
  }

  fail(id, what, args = {}) {
    this.checks.get(id).failures.push(new Refused(what, args));
  }

  /** Of what a check cannot be carried out, because contents that this follows from are not what they have to be. */
  cannotTell(id, name) {
    this.checks.get(id).untold.add(name);
  }

  /** Whether a step of a check held. What it refuses is a failure, and other checks go on. */
  holds(id, step) {
    try {
      step();
      return true;
    } catch (error) {
      this.checks.get(id).failures.push(refusalOf(error));
      return false;
    }
  }

  /** What a step gives, or undefined where it refused. */
  run(id, step) {
    let result;
    this.holds(id, () => {
      result = step();
    });
    return result;
  }

  get failed() {
    return [...this.checks.values()].reduce((sum, { failures }) => sum + failures.length, 0);
  }

  /** A check that was not carried out has proven nothing. */
  get verified() {
    return this.failed === 0 && [...this.checks.values()].every(({ counted }) => counted !== null);
  }
}

/** Nothing that is read may end this program: an error that nobody thought of refuses what was read, too. */
function refusalOf(error) {
  if (error instanceof Unreadable) throw error;
  if (error instanceof Refused) return error;
  const { code, path: file = "", message } = error;
  if (["ENOENT", "ENOTDIR", "EISDIR", "ELOOP"].includes(code))
    return new Refused("missing", { where: path.basename(file) });
  if (["EACCES", "EPERM", "EIO", "EMFILE"].includes(code))
    throw new Unreadable("unreadable", { where: file, because: message });
  return new Refused("unexpected", { because: message });
}

/** The one comparison: shows what is there and what has to be, from shortly before they differ. */
function same(found, wanted, where) {
  const areTexts = is.text(found) && is.text(wanted);
  const [one, other] = areTexts ? [found, wanted] : [canonical(found ?? null), canonical(wanted)];
  if (one === other) return;
  let at = 0;
  while (at < other.length && one[at] === other[at]) at += 1;
  const from = Math.max(one.length, other.length) > 80 ? Math.max(0, at - 20) : 0;
  const part = (text) =>
    text
      .slice(from, from + 80)
      .replaceAll("\r", "\\r")
      .replaceAll("\n", "\\n");
  throw new Refused("differs", { where, found: part(one), expected: part(other) });
}

// ───────────────────────────── texts, and the form that they have to have ─────────────────────────────

const is = {
  text: (value) => typeof value === "string",
  count: (value) => Number.isSafeInteger(value) && value >= 0,
  hash: (value) => is.text(value) && /^[0-9a-f]{64}$/.test(value),
  time: (value) => /^\d{4}-/.test(value) && Date.parse(value) >= 0 && new Date(value).toISOString() === value,
  date: (value) => is.text(value) && is.time(`${value}T00:00:00.000Z`),
  object: (value) => typeof value === "object" && value !== null && !Array.isArray(value),
};
const orNull = (shape) => (value) => value === null || misfit(value, shape) === undefined;
const oneOf = (values) => (value) => values.includes(value);

/**
 * Where a value is not of a shape, as a path in it; undefined: it is. A shape is a test, a list of one shape, or an object
 * of just these fields.
 */
function misfit(value, shape, at = "") {
  if (typeof shape === "function") return shape(value) ? undefined : at;
  if (Array.isArray(shape)) {
    if (!Array.isArray(value)) return at;
    return value.map((each) => misfit(each, shape[0], at)).find((wrong) => wrong !== undefined);
  }
  if (!is.object(value)) return at;
  for (const name of new Set([...Object.keys(value), ...Object.keys(shape)])) {
    const isKnown = Object.hasOwn(value, name) && Object.hasOwn(shape, name);
    const wrong = isKnown ? misfit(value[name], shape[name], `${at}/${name}`) : `${at}/${name}`;
    if (wrong !== undefined) return wrong;
  }
  return undefined;
}

/** Refuses what is not of a shape. */
function shaped(value, shape, where) {
  const wrong = misfit(value, shape);
  if (wrong !== undefined) throw new Refused("field", { where, field: wrong.slice(1) || "JSON" });
  return value;
}

/** The one text of a JSON value (RFC 8785). */
function canonical(value, depth = 0) {
  if (depth > depthMax) throw new Refused("form", { where: "JSON", form: `at most ${depthMax} deep` });
  if (Array.isArray(value)) return `[${value.map((each) => canonical(each, depth + 1)).join(",")}]`;
  if (is.text(value) && /[\ud800-\udfff]/u.test(value))
    throw new Refused("form", { where: "JSON", form: "UTF-8" });
  if (!is.object(value)) return JSON.stringify(value);
  const names = Object.keys(value).sort();
  return `{${names.map((name) => `${canonical(name)}:${canonical(value[name], depth + 1)}`).join(",")}}`;
}

/** JSON that is its own canonical text, so that no key stands twice, and of this shape. */
function parse(text, where, shape) {
  let value;
  try {
    value = JSON.parse(text);
    if (canonical(value) !== text) throw new Error("There is another text of it");
  } catch {
    throw new Refused("form", { where, form: "canonical JSON (RFC 8785)" });
  }
  return shaped(value, shape, where);
}

/** A file of one such value. */
function parseFile(bytes, where, shape) {
  const text = decode(bytes, where);
  if (!text.endsWith("\n")) throw new Refused("form", { where, form: "JSON + LF" });
  return parse(text.slice(0, -1), where, shape);
}

const utf8 = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });

function decode(bytes, where) {
  try {
    return utf8.decode(bytes);
  } catch {
    throw new Refused("form", { where, form: "UTF-8" });
  }
}

/** Only base64 that encoding gives again; otherwise undefined. */
function base64(text) {
  const bytes = Buffer.from(text, "base64");
  return text !== "" && bytes.toString("base64") === text ? bytes : undefined;
}

const sha256 = (...parts) => {
  const hash = createHash("sha256");
  for (const part of parts) hash.update(part);
  return hash.digest();
};
const digestOf = (...parts) => sha256(...parts).toString("hex");

/** The path of a plain file. A link leads to what was not handed over, and a device or a pipe may have no end. */
function plainFile(folder, name) {
  const file = path.join(folder, name);
  if (!fs.lstatSync(file).isFile()) throw new Refused("link", { where: name });
  return file;
}

function readWhole(folder, name) {
  const file = plainFile(folder, name);
  if (fs.statSync(file).size > wholeFileBytesMax) throw new Refused("too-large", { where: name });
  return fs.readFileSync(file);
}

/** Parts of a file; each overwrites the one before. */
function* chunksOf(file) {
  const chunk = Buffer.alloc(256 * 1024);
  const descriptor = fs.openSync(file, "r");
  try {
    for (let count = -1; count !== 0; ) {
      count = fs.readSync(descriptor, chunk, 0, chunk.length, null);
      yield chunk.subarray(0, count);
    }
  } finally {
    fs.closeSync(descriptor);
  }
}

/** Lines of a file without their ends, which each has, also the last. */
function* linesOf(folder, name) {
  let rest = Buffer.from("");
  let number = 1;
  for (const chunk of chunksOf(plainFile(folder, name))) {
    rest = Buffer.concat([rest, chunk]);
    let start = 0;
    for (let end = rest.indexOf(10); end >= 0; end = rest.indexOf(10, start)) {
      const where = `${name}:${number}`;
      yield { text: decode(rest.subarray(start, end), where), where };
      start = end + 1;
      number += 1;
    }
    rest = rest.subarray(start);
    if (rest.length > lineBytesMax) throw new Refused("too-large", { where: `${name}:${number}` });
  }
  if (rest.length > 0) throw new Refused("form", { where: `${name}:${number}`, form: "a whole line" });
}

/** A file of which each next line is known, or has to be there. */
class Lines {
  constructor(folder, name) {
    this.name = name;
    this.source = linesOf(folder, name);
    /** @type {{ text: string, where: string } | undefined} */
    this.given = undefined;
    this.rows = 0;
  }

  next() {
    const value = this.given ?? this.source.next().value;
    this.given = undefined;
    return value;
  }

  take() {
    const line = this.next();
    if (!line) throw new Refused("row-missing", { where: this.name });
    this.rows += 1;
    return line;
  }

  /** The line that was taken last comes once more. */
  giveBack(line) {
    this.given = line;
    this.rows -= 1;
  }

  /** The next row is this text, which may have line ends within. */
  expect(text) {
    const lines = text
      .split("\n")
      .slice(1)
      .map(() => this.take());
    same(lines.map((line) => `${line.text}\n`).join(""), text, lines[0]?.where);
    this.rows -= lines.length - 1;
  }

  end() {
    const line = this.next();
    if (line) throw new Refused("row-extra", { where: line.where });
  }
}

// ───────────────────────────── trees of hashes (RFC 6962) ─────────────────────────────

const leafHash = (leaf) => sha256("\0", leaf);
const nodeHash = (left, right) => sha256("\x01", left, right);

/** A tree that grows to the right: the hashes of its largest complete subtrees, from left to right. */
class Tree {
  constructor(size = 0, hashes = []) {
    this.size = size;
    this.hashes = hashes;
  }

  push(leaf) {
    let hash = leaf;
    for (let rest = this.size; rest % 2 === 1; rest = Math.floor(rest / 2))
      hash = nodeHash(this.hashes.pop(), hash);
    this.hashes.push(hash);
    this.size += 1;
  }

  root() {
    return this.size === 0 ? sha256() : this.hashes.reduceRight((right, left) => nodeHash(left, right));
  }
}

/** Of how many leaves the left half of a tree is: the largest power of two below its size. */
function leftOf(size) {
  let left = 1;
  while (left * 2 < size) left *= 2;
  return left;
}

/** Gives the hashes of a proof from its end, which is next to the root, and counts also those that are not there. */
function fromTheRoot(proof) {
  const given = { used: 0, next };
  function next() {
    given.used += 1;
    return Buffer.from(proof[proof.length - given.used] ?? "", "hex");
  }
  return given;
}

/** RFC 6962, section 2.1.1: whether the leaf stands in the tree at this index. Roots and proofs are hexadecimal. */
export function includes({ index, leaf }, { size, root }, proof) {
  if (!is.count(index) || !is.count(size) || index >= size) return false;
  const given = fromTheRoot(proof);
  const rootOf = (at, width) => {
    if (width === 1) return leaf;
    const left = leftOf(width);
    const other = given.next();
    return at < left ? nodeHash(rootOf(at, left), other) : nodeHash(other, rootOf(at - left, width - left));
  };
  return rootOf(index, size).equals(Buffer.from(root, "hex")) && given.used === proof.length;
}

/** RFC 6962, section 2.1.2: whether the newer tree begins with all of the older one. */
export function continues(older, newer, proof) {
  if (!is.count(older.size) || !is.count(newer.size) || older.size > newer.size) return false;
  if (older.size === newer.size) return proof.length === 0 && older.root === newer.root;
  if (older.size === 0) return proof.length === 0 && older.root === digestOf("");
  const given = fromTheRoot(proof);
  /** The roots of the first `old` of `width` leaves, and of all of them; `isOlder`: those are all of the older tree. */
  const rootsOf = (old, width, isOlder) => {
    if (old === width && isOlder) return [Buffer.from(older.root, "hex"), Buffer.from(older.root, "hex")];
    const other = given.next();
    if (old === width) return [other, other];
    const left = leftOf(width);
    const [before, after] =
      old <= left ? rootsOf(old, left, isOlder) : rootsOf(old - left, width - left, false);
    return old <= left ? [before, nodeHash(after, other)] : [nodeHash(other, before), nodeHash(other, after)];
  };
  const [before, after] = rootsOf(older.size, newer.size, true).map((hash) => hash.toString("hex"));
  return before === older.root && after === newer.root && given.used === proof.length;
}

// ───────────────────────────── signatures (C2SP signed-note and tlog-checkpoint) ─────────────────────────────

/** `name+id+key`: https://c2sp.org/signed-note. Undefined: it is none. */
export function readKey(text) {
  const [, name = "", id = "", last = ""] =
    /^([^\s+\p{Cc}]+)\+([0-9a-f]{8})\+([A-Za-z0-9+/=]+)$/u.exec(text) ?? [];
  const bytes = base64(last);
  if (bytes?.length !== 33 || bytes[0] !== 1) return undefined;
  if (digestOf(`${name}\n`, bytes).slice(0, 8) !== id) return undefined;
  const jwk = { kty: "OKP", crv: "Ed25519", x: bytes.subarray(1).toString("base64url") };
  return { text, name, id: `${name}+${id}`, key: createPublicKey({ key: jwk, format: "jwk" }) };
}

/** A text, an empty line, and lines of signatures. */
export function readNote(text, where) {
  const end = text.lastIndexOf("\n\n");
  const body = text.slice(0, end + 1);
  const lines = text.slice(end + 2).split("\n");
  const signatures = lines.slice(0, -1).map((line) => {
    const [, name = "", last = ""] = /^— ([^\s+\p{Cc}]+) (\S+)$/u.exec(line) ?? [];
    const bytes = base64(last) ?? Buffer.from("");
    return { id: `${name}+${bytes.toString("hex", 0, 4)}`, bytes: bytes.subarray(4) };
  });
  const isNote = end > 0 && lines.at(-1) === "" && signatures.length > 0 && !/[^\P{Cc}\n]/u.test(body);
  if (!isNote || signatures.some(({ bytes }) => bytes.length === 0))
    throw new Refused("form", { where, form: "a signed note (C2SP)" });
  return { text: body, signatures };
}

/** Who signed the note. A signature that none of these keys made is refused: it would be a part that means nothing. */
export function signersOf({ text, signatures }, keys, where) {
  if (new Set(signatures.map(({ id }) => id)).size < signatures.length)
    throw new Refused("signed-twice", { where });
  return signatures.map(({ id, bytes }) => signerOf(text, id, bytes, keys, where));
}

function signerOf(text, id, signature, keys, where) {
  const key = keys.find((each) => each.id === id);
  if (key === undefined) throw new Refused("key-unknown", { where, key: id });
  if (signature?.length !== 64 || !verifySignature(null, Buffer.from(text), key.key, signature))
    throw new Refused("signature-wrong", { where, key: id });
  return key;
}

/** https://c2sp.org/tlog-checkpoint, without extensions: origin, size and root. */
export function readCheckpoint({ text }, where) {
  const [origin, size, root, ...more] = text.split("\n");
  const bytes = base64(root ?? "");
  const isSize = /^(?:0|[1-9]\d{0,15})$/.test(size ?? "") && is.count(Number(size));
  if (!origin || !isSize || bytes?.length !== 32 || more.length !== 1 || more[0] !== "")
    throw new Refused("form", { where, form: "a checkpoint (C2SP)" });
  return { origin, size: Number(size), root: bytes.toString("hex") };
}

// ───────────────────────────── 1. What is here? ─────────────────────────────
// If this failed, a file could have been changed, added, left out or renamed after the package was made.

/**
 * Lists, and the kinds of entries that are their rows. NDJSON has all of an entry; CSV has columns, of which
 * `name=pointer|pointer` takes the first that is in the entry's body, a name alone is its own pointer, and `body=` is the
 * whole of it. Where an entry may be several rows, `rows` says which.
 */
/** @type {{ [list: string]: any }} */
const lists = {
  "anchors/anchors.ndjson": { kinds: "repository/anchored" },
  "approvals.ndjson": {
    kinds:
      "pull/approval-seen pull/approval-withdrawn pull/approval-dropped pull/confirmed pull/push-seen pull/gate " +
      "pull/merged repository/merge-seen",
  },
  "policy_history.ndjson": { kinds: "repository/policy-set-activated repository/configuration-activated" },
  "waivers.ndjson": {
    kinds:
      "pull/waiver-requested pull/waiver-granted pull/waiver-revoked pull/waivers-used repository/waiver-expired",
  },
  "emergency.csv": {
    kinds: "pull/break-glass pull/break-glass-reviewed repository/direct-push repository/bypass-seen",
    columns:
      "by=by/account/login|by/login because=because|detail branch commit=commit|head|after expires reviewBy body=",
  },
  "tool_changes.csv": {
    kinds:
      "repository/tool-started repository/key-rotated repository/key-retired repository/ledger-began " +
      "repository/installation",
    columns: "program node policySet previous=previous|key next=next|change because body=",
  },
  "incidents.csv": {
    kinds:
      "pull/alert repository/alert pull/not-decided repository/clock-skew repository/erasure-requested " +
      "repository/erased repository/legal-hold",
    columns:
      "incident=alert/kind|reason|change branch=alert/branch commit=alert/commit|head because=because|detail body=",
  },
  "coverage.csv": {
    kinds: "repository/coverage",
    columns: "organisation coveredRepository coveredName inScope covered since",
    rows: coverageRows,
  },
  "access.csv": {
    kinds: "repository/access-snapshot repository/branch-control",
    columns: "scope right who id",
    rows: accessRows,
  },
};

const fixedFiles = [
  ...Object.keys(lists),
  ..."decisions.ndjson index.html index.ja.html log/checkpoint log/entries.ndjson log/keys.json".split(" "),
  ..."payloads.ndjson population.csv proofs/consistency.ndjson proofs/inclusion.ndjson".split(" "),
  ..."proofs/range.json README.ja.md README.md reconciliation.json verify.mjs".split(" "),
];
const furtherFiles = /^(?:log\/checkpoints\/[1-9]\d{0,15}|(?:config|blobs)\/[0-9a-f]{64})$/;

const manifestShape = {
  checkpoint: { origin: is.text, path: oneOf(["log/checkpoint"]), root: is.hash, size: is.count },
  controlTotals: is.object,
  files: [{ bytes: is.count, path: is.text, rows: orNull(is.count), sha256: is.hash }],
  format: oneOf(["sekisho-evidence/1"]),
  period: { from: is.time, to: is.time },
  program: is.text,
  query: {
    branches: [is.text],
    checkpoint: orNull(is.count),
    from: is.date,
    repositories: [{ id: is.count, name: is.text }],
    sample: (value) => value === null || value === "all" || is.count(value),
    seed: orNull(is.text),
    timezone: is.text,
    to: is.date,
  },
  queryDigest: is.hash,
  range: { from: is.count, to: is.count },
  storage: { kind: is.text, statement: is.text },
};

/** What the manifest says fits together; its period is the local dates of the query, as moments. */
function checkManifest({ query, queryDigest, period, range, checkpoint }, local) {
  const where = "manifest.json";
  same(queryDigest, digestOf(canonical(query)), `${where} (queryDigest)`);
  same(range.to, checkpoint.size, `${where} (range.to)`);
  const isRising = (list) => list.every((each, at) => at === 0 || list[at - 1] < each);
  const needsSeed = typeof query.sample === "number" && query.seed === null;
  if (range.from > range.to || range.to === 0) throw new Refused("field", { where, field: "range" });
  if (!isRising(query.branches) || !isRising(query.repositories.map(({ id }) => id)) || needsSeed)
    throw new Refused("field", { where, field: "query" });
  const dateAt = (time) => local(new Date(time).toISOString()).slice(0, 10);
  const [begin, end] = [Date.parse(period.from), Date.parse(period.to)];
  const begins = dateAt(begin) === query.from && dateAt(begin - 1) < query.from;
  const ends = dateAt(end - 1) === query.to && dateAt(end) > query.to;
  if (!begins || !ends || query.from > query.to)
    throw new Refused("period-wrong", { where, from: period.from, to: period.to });
}

/** Gives a time in ISO 8601 with the offset of a time zone. */
function localClock(timeZone) {
  let format;
  try {
    /** @type {Intl.DateTimeFormatOptions} */
    const date = { year: "numeric", month: "2-digit", day: "2-digit", timeZoneName: "longOffset" };
    /** @type {Intl.DateTimeFormatOptions} */
    const time = { hour: "2-digit", minute: "2-digit", second: "2-digit", hourCycle: "h23" };
    format = new Intl.DateTimeFormat("en-US", { ...date, ...time, timeZone });
  } catch {
    throw new Refused("form", { where: `manifest.json (${timeZone})`, form: "a time zone (IANA)" });
  }
  return (at) => {
    const parts = format.formatToParts(Date.parse(at)).map(({ type, value }) => [type, value]);
    const { year, month, day, hour, minute, second, timeZoneName } = Object.fromEntries(parts);
    return `${year}-${month}-${day}T${hour}:${minute}:${second}${timeZoneName.slice("GMT".length) || "+00:00"}`;
  };
}

/** Every file is listed once, in order, with its digest, and nothing else is there. */
function checkFiles(folder, { files }, report) {
  const fail = (what, where) => report.fail("files", what, { where });
  const there = new Set(filesBelow(folder, "", fail));
  const listed = files.map((file) => file.path);
  for (const file of files) {
    if (!fixedFiles.includes(file.path) && !furtherFiles.test(file.path)) fail("path-unknown", file.path);
    else if (!there.delete(file.path)) fail("missing", file.path);
    else report.holds("files", () => checkFile(folder, file));
  }
  report.holds("files", () => same(listed, [...new Set(listed)].sort(), "manifest.json (files)"));
  for (const name of fixedFiles) if (!listed.includes(name)) fail("not-listed", name);
  for (const name of ["manifest.json", "manifest.sig"]) if (!there.delete(name)) fail("missing", name);
  for (const name of there) fail("extra", name);
  report.count("files", { files: files.length, bytes: files.reduce((sum, { bytes }) => sum + bytes, 0) });
}

function checkFile(folder, { path: name, bytes, sha256: expected }) {
  const hash = createHash("sha256");
  let size = 0;
  for (const chunk of chunksOf(plainFile(folder, name))) {
    hash.update(chunk);
    size += chunk.length;
  }
  const found = hash.digest("hex");
  if (found !== expected) throw new Refused("changed", { where: name, expected, found });
  same(size, bytes, `${name} (bytes)`);
}

/** Plain files below a folder, as the disk names them. Links are not followed; a folder without files is refused, too. */
function filesBelow(folder, below, fail) {
  const entries = fs.readdirSync(path.join(folder, below), { withFileTypes: true });
  if (entries.length === 0) fail("extra", below);
  return entries.flatMap((entry) => {
    const name = `${below}${entry.name}`;
    if (entry.isDirectory()) return filesBelow(folder, `${name}/`, fail);
    if (!entry.isFile()) fail("link", name);
    return entry.isFile() ? [name] : [];
  });
}

// ───────────────────────────── 2. Who signed it? ─────────────────────────────
// If this failed, anybody could have made the package, or its log, or a second version of that log.

/** Keys in the order of their use: the first from 0, each next while the one before it still counts. */
function readKeys(bytes, where, origin) {
  const keys = [];
  for (const { vkey, from, to } of parseFile(bytes, where, [
    { from: is.count, to: orNull(is.count), vkey: is.text },
  ])) {
    const [key, before] = [readKey(vkey), keys.at(-1)];
    if (key === undefined)
      throw new Refused("form", { where: `${where} (${vkey})`, form: "an Ed25519 key (C2SP)" });
    if (key.name !== origin) throw new Refused("origin-other", { where, origin: key.name, expected: origin });
    const begins = before === undefined ? from === 0 : from >= before.from && (before.to ?? from) >= from;
    if (!begins || (to !== null && to < from) || keys.some(({ text }) => text === vkey))
      throw new Refused("keys-order", { where, key: key.id });
    keys.push({ ...key, from, to });
  }
  if (keys.length === 0) throw new Refused("keys-order", { where, key: "" });
  return keys;
}

const keysAt = (keys, size) => keys.filter(({ from, to }) => from <= size && (to === null || size <= to));

/**
 * Keys of the log that are believed at a size. Where the auditor pinned keys, those are, and whichever signed a checkpoint
 * together with a believed one: it was vouched for.
 */
function believedKeys(keys, size, pinned, signersOfEach) {
  if (pinned.length === 0) return keysAt(keys, size);
  const believed = new Set(pinned.map(({ text }) => text));
  for (let before = -1; before !== believed.size; ) {
    before = believed.size;
    for (const signers of signersOfEach)
      if (signers.some(({ text }) => believed.has(text))) for (const { text } of signers) believed.add(text);
  }
  return keysAt(keys, size).filter(({ text }) => believed.has(text));
}

/**
 * A checkpoint of this log, signed by its keys; by others only if the auditor gave them. One `fromElsewhere` may have been
 * signed by witnesses, too, whose signatures count for nothing here.
 */
function openCheckpoint(bytes, where, { origin, keys }, held, fromElsewhere = false) {
  const note = readNote(decode(bytes, where), where);
  const head = readCheckpoint(note, where);
  if (head.origin !== origin)
    throw new Refused("origin-other", { where, origin: head.origin, expected: origin });
  const known = [...keysAt(keys, head.size), ...held.keys];
  const ours = note.signatures.filter(({ id }) => known.some((key) => key.id === id));
  const signatures = fromElsewhere && ours.length > 0 ? ours : note.signatures;
  return { ...head, where, signers: signersOf({ ...note, signatures }, known, where) };
}

/** Keys of the package's log, and its checkpoints by size: all of one origin, all signed by a key of the log. */
function openLog({ folder, manifest, report }, held) {
  const { origin, size, root } = manifest.checkpoint;
  const where = "log/keys.json";
  const keys = report.run("keys", () => readKeys(readWhole(folder, where), where, origin)) ?? [];
  const checkpoints = new Map();
  for (const { path: name } of manifest.files.filter((file) => /^log\/checkpoint(?:$|s\/)/.test(file.path)))
    report.holds("checkpoints", () => {
      const head = openCheckpoint(readWhole(folder, name), name, { origin, keys }, held);
      const isNewest = name === "log/checkpoint";
      same(head.size, isNewest ? size : Number(path.basename(name)), `${name} (size)`);
      if (isNewest) same(head.root, root, `${name} (root)`);
      else if (head.size >= size)
        throw new Refused("held-newer", { where: name, size: head.size, last: size });
      if (!head.signers.some((key) => keys.includes(key)))
        throw new Refused("key-not-pinned", { origin, size });
      checkpoints.set(head.size, head);
    });
  const trusted = believedKeys(
    keys,
    size,
    held.keys,
    [...checkpoints.values()].map(({ signers }) => signers),
  );
  if (keys.length > 0 && trusted.length === 0) report.fail("keys", "key-not-pinned", { origin, size });
  report.count("keys", { keys: keys.length, origin });
  report.count("checkpoints", { checkpoints: checkpoints.size, size });
  return { origin, size, keys, checkpoints, trusted };
}

/** The signature over the manifest, which has the digest of every other file. */
function checkSignature({ folder, origin, trusted, report }) {
  const where = "manifest.sig";
  const note = readNote(decode(readWhole(folder, where), where), where);
  const digest = digestOf(readWhole(folder, "manifest.json"));
  if (note.text !== `sekisho-evidence/1\n${origin}\n${digest}\n`)
    throw new Refused("signature-other", { where, digest });
  report.count("signature", { key: signersOf(note, trusted, where)[0]?.id, digest });
}

/**
 * Roots that the log has to have, by size: of its checkpoints, and what the auditor has from elsewhere. Those before the
 * range cannot be computed again; they have to be checkpoints of the package, too.
 */
function wantedRoots({ origin, size: last, keys, checkpoints, report }, from, held) {
  const wanted = new Map();
  const want = (check, { size, root, where }) =>
    wanted.set(size, [...(wanted.get(size) ?? []), { root, where, check }]);
  for (const head of checkpoints.values()) want("entries", head);
  const heads = held.roots.map((head) => ({
    ...head,
    where: `--root ${head.size}:${head.root.slice(0, 8)}…`,
  }));
  for (const file of held.checkpoints)
    report.holds("held", () =>
      heads.push(openCheckpoint(readHeld(file), file, { origin, keys }, held, true)),
    );
  for (const head of heads) {
    const { size, root, where } = head;
    const known = checkpoints.get(size)?.root;
    if (size > last) report.fail("held", "held-newer", { where, size, last });
    else if (size >= from && size > 0) want("held", head);
    else if (known === undefined) report.fail("held", "held-older", { where, size, from });
    else if (known !== root)
      report.fail("held", "root-differs", { where, size, expected: root, found: known });
  }
  if (heads.length > 0) report.count("held", { held: heads.length });
  return wanted;
}

function readHeld(file) {
  try {
    return readWhole("", fs.realpathSync(file));
  } catch (error) {
    throw new Unreadable("unreadable", { where: file, because: String(error) });
  }
}

// ───────────────────────────── 3. Is it the whole log of the period? ─────────────────────────────
// If this failed, an entry could have been dropped, added, swapped or changed, or the history written anew.

const leafShape = {
  at: is.time,
  index: is.count,
  kind: (value) => is.text(value) && /^(?:pull|repository)\/[a-z][a-z0-9-]*$/.test(value),
  number: orNull(is.count),
  payload: is.hash,
  repository: orNull(is.count),
  v: oneOf([1]),
};

/** A leaf of the log, in its place. */
function readLeaf(text, where, index, notBefore) {
  const leaf = parse(text, where, leafShape);
  same(leaf.index, index, `${where} (index)`);
  if (leaf.at < notBefore) throw new Refused("time-back", { where, found: leaf.at, before: notBefore });
  const ofPull = leaf.kind.startsWith("pull/");
  if (ofPull === (leaf.number === null) || (ofPull && leaf.repository === null))
    throw new Refused("field", { where, field: "number" });
  return leaf;
}

/** Every leaf of the range, hashed into the tree, which has each wanted root at its size. */
function* leavesOf({ folder, manifest, wanted, report }) {
  const { range, period, checkpoint } = manifest;
  const where = "proofs/range.json";
  const proof = parseFile(readWhole(folder, where), where, is.object);
  const { left } = proof;
  same(proof, { ...range, left, right: [], root: checkpoint.root, size: checkpoint.size }, where);
  // What lies before the range is as many complete subtrees as its size has ones in binary.
  const ones = range.from.toString(2).replaceAll("0", "").length;
  if (misfit(left, [is.hash]) !== undefined || left.length !== ones)
    throw new Refused("field", { where, field: "left" });
  const hashes = left.map((each) => Buffer.from(each, "hex"));
  const tree = new Tree(range.from, hashes);
  let at = "";
  if (range.from > 0) compareRoots(wanted, tree, report);
  for (const line of linesOf(folder, "log/entries.ndjson")) {
    const leaf = readLeaf(line.text, line.where, tree.size, at);
    if (at === "" && range.from > 0 && leaf.at >= period.from)
      report.fail("entries", "begins-late", { where: line.where, at: leaf.at, from: period.from });
    at = leaf.at;
    const hash = leafHash(line.text);
    tree.push(hash);
    compareRoots(wanted, tree, report);
    yield { leaf, hash };
  }
  if (tree.size !== range.to) throw new Refused("entries-end", { found: tree.size, expected: range.to });
  if (at < period.to) report.remarks.push(new Refused("ends-early", { until: at, to: period.to }));
  const { from, to } = range;
  report.count("entries", { entries: to - from, from, last: to - 1, until: at });
}

function compareRoots(wanted, tree, report) {
  const heads = wanted.get(tree.size) ?? [];
  const found = heads.length > 0 ? tree.root().toString("hex") : "";
  for (const { root, where, check } of heads)
    if (root !== found) report.fail(check, "root-differs", { where, size: tree.size, expected: root, found });
}

/** Each anchored checkpoint is the signed one, and each checkpoint of the package leads to the next. */
function historyOf({ folder, checkpoints, wanted, report, rows }) {
  const anchors = { all: 0, compared: 0 };
  return {
    ...{ check: "history", name: "anchors/anchors.ndjson", kinds: ["repository/anchored"] },
    take({ leaf: { kind, index }, payload }) {
      if (kind !== "repository/anchored" || payload === null) return;
      const { size, root } = payload.body;
      const known = wanted.get(size)?.[0]?.root;
      anchors.all += 1;
      if (known === undefined) return;
      anchors.compared += 1;
      if (known !== root) throw new Refused("anchor-differs", { index, size, expected: root, found: known });
    },
    end() {
      const lines = new Lines(folder, "proofs/consistency.ndjson");
      const heads = [...checkpoints.values()].sort((one, other) => one.size - other.size);
      for (const [at, newer] of heads.slice(1).entries()) {
        const { text, where } = lines.take();
        const { proof, ...sizes } = parse(text, where, { from: is.count, proof: [is.hash], to: is.count });
        same(sizes, { from: heads[at].size, to: newer.size }, where);
        if (!continues(heads[at], newer, proof)) throw new Refused("inconsistent", { where, ...sizes });
      }
      lines.end();
      rows.set(lines.name, lines.rows);
      report.count("history", { proofs: lines.rows, ...anchors });
    },
  };
}

// ───────────────────────────── 4. Are the contents those that were recorded? ─────────────────────────────
// If this failed, an entry could show another content than the one that was recorded, or hide it as erased.

/** The content of an entry, whose digest is in its leaf, or the index of the entry that erased it. */
function contentOf({ index, kind, payload: digest }, lines) {
  const line = lines.take();
  const { text, where } = line;
  const value = parse(text, where, is.object);
  // Of a later entry: one is missing, and those behind it are not wrong for that.
  if (value.index > index) lines.giveBack(line);
  if (value.index !== index) throw new Refused("payload-missing", { where, index, kind });
  if (Object.hasOwn(value, "erased")) {
    const { erased } = shaped(value, { erased: is.count, index: is.count }, where);
    return { payload: null, erased };
  }
  const shape = { index: is.count, payload: { body: is.object, key: is.text }, salt: is.hash };
  const { payload, salt } = shaped(value, shape, where);
  const found = digestOf(Buffer.from(salt, "hex"), canonical(payload));
  if (found !== digest) throw new Refused("content-differs", { where, index, kind, found, expected: digest });
  same(payload.body.kind, kind.split("/")[1], `${where} (kind)`);
  return { payload, erased: null };
}

/** What was erased is named by the entry that is said to have erased it, which comes later. */
function erasuresOf({ report }) {
  const waiting = new Map();
  const counted = { payloads: 0, erased: 0 };
  return {
    ...{ check: "payloads", name: "payloads.ndjson", kinds: ["repository/erased"] },
    take({ leaf, payload, erased }) {
      if (payload === undefined) return;
      counted[erased === null ? "payloads" : "erased"] += 1;
      if (erased !== null) waiting.set(leaf.index, erased);
      if (leaf.kind !== "repository/erased") return;
      for (const index of listIn(payload?.body.indexes))
        if (waiting.get(index) === leaf.index) waiting.delete(index);
    },
    end() {
      for (const [index, erased] of waiting) report.fail("payloads", "erased-by", { index, erased });
      report.count("payloads", counted);
    },
  };
}

/** Reports of the sample and files of the settings are there, and have the digests that entries name. */
function checkAttached({ manifest, report }, sample, { byIndex, settings, erased }) {
  const fail = (what, where) => report.fail("attached", what, { where });
  const files = manifest.files.filter((file) => /^(?:blobs|config)\//.test(file.path));
  const there = new Set(files.map((file) => file.path));
  for (const { path: name, sha256: digest } of files) {
    if (path.basename(name) !== digest) fail("name-not-digest", name);
    if (name.startsWith("config/") && !settings.has(digest)) fail("not-named", name);
  }
  const reports = sample.map((index) => byIndex.get(index)?.body?.report).filter(is.hash);
  const wanted = [
    ...[...settings].map((digest) => `config/${digest}`),
    ...reports.map((digest) => `blobs/${digest}`),
  ];
  for (const name of wanted)
    if (!there.has(name) && !erased.has(path.basename(name))) fail("attached-missing", name);
  const blobs = [...there].filter((name) => name.startsWith("blobs/")).length;
  report.count("attached", { blobs, settings: there.size - blobs });
}

// ───────────────────────────── 5. Do the lists follow from the contents? ─────────────────────────────
// If this failed, a list that people read could leave out, add or embellish a row.

const listIn = (value) => (Array.isArray(value) ? value : []);
const objectsIn = (value) => listIn(value).filter(is.object);
const sorted = (value) =>
  Object.entries(is.object(value) ? value : {}).sort(([one], [other]) => (one < other ? -1 : 1));

function coverageRows({ organisation, repositories }) {
  const fields = ["id", "name", "inScope", "covered", "since"];
  return objectsIn(repositories).map((each) => [organisation, ...fields.map((field) => each[field])]);
}

/** Who may do what, as a snapshot or the control of a branch lists it. */
function accessRows({ access, branch, control }, kind) {
  if (kind === "repository/branch-control") {
    const unknown = [[branch, "bypass", (control?.bypass ?? null) === null ? "unknown" : "nobody", null]];
    const holders = objectsIn(control?.bypass);
    const rows = holders.map((each) => [branch, `bypass ${each.when}`, `${each.kind} ${each.name}`, null]);
    return rows.length > 0 ? rows : unknown;
  }
  const { teams, rights, places, custodians, unread } = access ?? {};
  const held = (byRight, scope) =>
    sorted(byRight).flatMap(([right, holders]) => listIn(holders).map((who) => [scope, right, who, null]));
  return [
    ...sorted(teams).flatMap(([team, of]) =>
      objectsIn(of).map((each) => [team, "member", each.login, each.id]),
    ),
    ...held(rights, "organisation"),
    ...objectsIn(places).flatMap((place) => held(place.rights, listIn(place.repositories).join(" "))),
    ...held(custodians, "custodian"),
    ...listIn(unread).map((what) => [what, "unread", "unknown", null]),
  ];
}

/** The first of a column's pointers that leads somewhere in the body. */
function cellOf(body, column) {
  const [name, pointers = name] = column.split("=");
  for (const pointer of pointers.split("|")) {
    let value = body;
    for (const step of pointer.split("/").filter(Boolean))
      value = is.object(value) && Object.hasOwn(value, step) ? value[step] : undefined;
    if (value !== undefined) return value;
  }
  return null;
}

/** One line of CSV. A text that a spreadsheet would take for a formula has an apostrophe before it. */
function csvLine(cells) {
  const texts = cells.map((value) => {
    if (value === null || value === undefined) return "";
    const text = is.text(value) ? value.replace(/^[=+\-@'\t\r]/, "'$&") : canonical(value);
    return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
  });
  return `${texts.join(",")}\r\n`;
}

/** The rows that a list has to have of an entry. */
function rowsOf({ columns, rows }, { leaf, payload, erased }, { local, names }) {
  const { at, index, kind, number, repository } = leaf;
  if (columns === undefined)
    return [
      `${canonical({ at, index, kind, local: local(at), number, repository, ...(payload ?? { erased }) })}\n`,
    ];
  const named = columns.split(" ");
  const empty = named.map(() => null);
  let found = [[...empty.slice(1), `erased by entry ${erased}`]];
  if (payload !== null)
    found = rows === undefined ? [named.map((each) => cellOf(payload.body, each))] : rows(payload.body, kind);
  const common = [index, at, local(at), kind, repository, names.get(repository), number];
  return (found.length > 0 ? found : [empty]).map((cells) => csvLine([...common, ...cells]));
}

/** A list, written again from the entries. */
function listOf(name, pack) {
  const list = lists[name];
  const kinds = list.kinds.split(" ");
  const lines = new Lines(pack.folder, name);
  const header = list.columns?.replace(/=\S*/g, "").replaceAll(" ", ",");
  if (header) lines.expect(`\uFEFFindex,at,local,kind,repository,repositoryName,number,${header}\r\n`);
  lines.rows = 0;
  return {
    ...{ check: "lists", name, kinds },
    take(entry) {
      if (!kinds.includes(entry.leaf.kind)) return;
      for (const row of rowsOf(list, entry, pack)) lines.expect(row);
    },
    end() {
      lines.end();
      pack.rows.set(name, lines.rows);
      const rows = Object.keys(lists).reduce((sum, each) => sum + (pack.rows.get(each) ?? 0), 0);
      pack.report.count("lists", { files: Object.keys(lists).length, rows });
    },
  };
}

const decisionKinds = ["pull/decision", "repository/merge-group"];
const payloadType = "application/vnd.in-toto+json";
const envelopeShape = {
  payload: is.text,
  payloadType: is.text,
  signatures: [{ keyid: is.text, sig: is.text }],
};

/** Decisions as statements (in-toto) that say what their entries say, each with one signature (DSSE). */
function statementsOf({ folder, origin, names, trusted, report, rows }) {
  const lines = new Lines(folder, "decisions.ndjson");
  return {
    ...{ check: "decisions", name: lines.name, kinds: decisionKinds },
    take({ leaf: { at, index, kind, number, repository }, payload, erased }) {
      if (!decisionKinds.includes(kind)) return;
      if (payload === null) return lines.expect(`${canonical({ erased, index })}\n`);
      const { inputs, head } = payload.body;
      const name = `${names.get(repository) ?? ""}${number === null ? "" : `#${number}`}`;
      const statement = canonical({
        _type: "https://in-toto.io/Statement/v1",
        predicate: { at, index, kind, number, origin, repository, ...payload },
        predicateType: "urn:sekisho:ledger-decision:1",
        subject: [{ digest: { gitCommit: inputs?.head ?? head ?? "" }, name }],
      });
      const { text, where } = lines.take();
      const said = parse(text, where, envelopeShape);
      same(Buffer.from(said.payload, "base64").toString(), statement, where);
      const signatures = said.signatures.slice(0, 1);
      same(said, { payload: Buffer.from(statement).toString("base64"), payloadType, signatures }, where);
      const signed = `DSSEv1 ${payloadType.length} ${payloadType} ${Buffer.byteLength(statement)} ${statement}`;
      signerOf(signed, signatures[0]?.keyid, base64(signatures[0]?.sig ?? ""), trusted, where);
    },
    end() {
      lines.end();
      rows.set(lines.name, lines.rows);
      report.count("decisions", { decisions: lines.rows });
    },
  };
}

// ───────────────────────────── 6. Does the arithmetic hold? ─────────────────────────────
// If this failed, a commit could be explained by what is not there, a sum be wrong, or a sample be picked.

const populationColumns = (
  "repository_id repository branch ordinal commit parent reached_at_utc reached_at_local reached_by seen_at_utc way " +
  "explained pull_request decision_id index rests_on route gate approvers approved_by_other actor because reviewed_by " +
  "reviewed_at_utc exceptions"
).split(" ");
const numberColumns = ["repository_id", "ordinal", "index", "rests_on", "pull_request"];

/** How a commit may be explained: what the sums call it, which kinds of entries it may rest on, and whether on none. */
/** @type {{ [explained: string]: any }} */
const explanations = {
  automation: { sum: "automation", on: "repository/direct-push" },
  "before-installation": { sum: "beforeInstallation", on: "repository/branch-commit", orNone: true },
  "break-glass": { sum: "breakGlass", on: "pull/break-glass pull/decision" },
  decision: { sum: "decision", on: "pull/decision" },
  "direct-push": { sum: "directPush", on: "repository/direct-push" },
  "out-of-scope": { sum: "outOfScope", on: "repository/direct-push repository/branch-commit", orNone: true },
  unexplained: { sum: "unexplained", on: "", orNone: true },
};
const groundKinds = [
  ...decisionKinds,
  "pull/break-glass",
  "repository/direct-push",
  "repository/branch-commit",
];
const factKinds = [...groundKinds, "repository/configuration-activated", "repository/erased"];

/** What of an entry the population, the sample and the attached files are held against. */
function keepFacts({ byIndex, settings, erased }, { leaf, payload }) {
  const { kind, repository, number, index } = leaf;
  if (kind === "repository/configuration-activated")
    for (const { content } of objectsIn(payload?.body.sources)) if (is.hash(content)) settings.add(content);
  if (kind === "repository/erased") for (const digest of listIn(payload?.body.blobs)) erased.add(digest);
  if (!groundKinds.includes(kind)) return;
  const { branch, commit, decisionId, route, report } = payload?.body ?? {};
  const body = payload && { branch, commit, decisionId, route, report };
  byIndex.set(index, { kind, repository, number, body });
}

/** Rows of a CSV file as the format writes it: read, written again, and compared. */
function readCsv(text, where) {
  const cells = /(?:"([^"]*(?:""[^"]*)*)"|([^",\r\n]*))(,|\r\n)/g;
  /** @type {string[][]} */
  const rows = [[]];
  for (const [, quoted, plain, end] of text.slice(1).matchAll(cells)) {
    rows.at(-1)?.push((quoted?.replaceAll('""', '"') ?? plain).replace(/^'/, ""));
    if (end !== ",") rows.push([]);
  }
  rows.pop();
  let at = 0;
  for (const [index, row] of rows.entries()) {
    const line = index === 0 ? `\uFEFF${csvLine(row)}` : csvLine(row);
    same(text.slice(at, at + line.length), line, `${where}:${index + 1}`);
    at += line.length;
  }
  same(text.slice(at), "", `${where}:${rows.length + 1}`);
  return rows;
}

function readPopulation({ folder, rows: counted }) {
  const name = "population.csv";
  const [header, ...rows] = readCsv(decode(readWhole(folder, name), name), name);
  same(header, populationColumns, `${name}:1`);
  counted.set(name, rows.length);
  return rows.map((cells, at) => {
    const where = `${name}:${at + 2}`;
    same(cells.length, populationColumns.length, `${where} (,)`);
    /** @type {{ [column: string]: any }} */
    const row = Object.fromEntries(populationColumns.map((column, place) => [column, cells[place]]));
    for (const field of numberColumns) {
      if (!/^(?:0|[1-9]\d{0,15})?$/.test(row[field])) throw new Refused("field", { where, field });
      row[field] = row[field] === "" ? null : Number(row[field]);
    }
    return { where, ...row };
  });
}

/** Each commit is of the query, reached its branch in the period, and rests on entries that say the same. */
function checkPopulation({ manifest, local, names, report }, rows, facts) {
  const { query, period } = manifest;
  const listed = new Set();
  for (const row of rows)
    report.holds("population", () => {
      const { where, index, explained, repository_id: repository, branch, commit, reached_at_utc: at } = row;
      const isReached =
        is.time(at) && at >= period.from && at < period.to && local(at) === row.reached_at_local;
      const fields = {
        repository: names.has(repository) && names.get(repository) === row.repository,
        branch: query.branches.length === 0 || query.branches.includes(branch),
        explained: Object.hasOwn(explanations, explained),
        reached_at_utc: isReached,
      };
      for (const [field, holds] of Object.entries(fields))
        if (!holds) throw new Refused("field", { where, field });
      if (index !== null)
        checkEntry(where, index, facts, "repository/branch-commit", { repository, branch, commit });
      if (index !== null && listed.has(index)) throw new Refused("rests-twice", { where, index });
      listed.add(index);
      checkGround(row, facts);
    });
  checkLeftOut(rows, facts, listed, report);
}

/** What explains a commit is an entry of a kind that may, of the same pull request or branch. */
function checkGround({ where, explained, branch, exceptions, ...row }, facts) {
  const { rests_on: index, repository_id: repository, decision_id: decisionId, route } = row;
  const { on, orNone } = explanations[explained];
  const isExcused = /(?:^| )(?:record-missing|erased)(?: |$)/.test(exceptions);
  if (index === null && !orNone && !isExcused) throw new Refused("rests-on-nothing", { where, explained });
  if (index === null) return;
  const { kind, number } = facts.get(index) ?? {};
  const said = { "pull/decision": { decisionId, route }, "pull/break-glass": {} }[kind] ?? { branch };
  checkEntry(where, index, facts, on, { repository, ...said });
  if (number !== null && number !== row.pull_request) throw new Refused("rests-other", { where, index });
}

/** An entry is of such a kind and says the same; of one that was erased, nobody can tell what it said. */
function checkEntry(where, index, facts, kinds, { repository, ...said }) {
  const fact = facts.get(index);
  if (fact === undefined) throw new Refused("rests-nowhere", { where, index });
  const isSame = Object.entries(said).every(
    ([name, value]) => fact.body === null || fact.body[name] === value,
  );
  if (!kinds.split(" ").includes(fact.kind) || fact.repository !== repository || !isSame)
    throw new Refused("rests-other", { where, index });
}

/** No recorded commit of a branch is left out between two that are listed. */
function checkLeftOut(rows, facts, listed, report) {
  const branches = new Map();
  for (const { repository_id: repository, branch, index, commit } of rows) {
    const name = `${repository} ${branch}`;
    const found = branches.get(name) ?? { first: Number.POSITIVE_INFINITY, last: -1, commits: new Set() };
    branches.set(name, found);
    found.commits.add(commit);
    found.first = Math.min(found.first, index ?? found.first);
    found.last = Math.max(found.last, index ?? found.last);
  }
  for (const [index, { kind, repository, body }] of facts) {
    if (kind !== "repository/branch-commit" || listed.has(index) || body === null) continue;
    const { branch, commit } = body;
    const { first, last, commits } = branches.get(`${repository} ${branch}`) ?? {};
    if (index > first && index < last && !commits.has(commit))
      report.fail("population", "commit-left-out", { index, commit, branch });
  }
}

const branchShape = {
  branch: is.text,
  breaks: [{ from: is.text, index: orNull(is.count), to: is.text, why: is.text }],
  closing: orNull(is.object),
  counts: is.object,
  exceptions: is.object,
  opening: orNull({ commit: is.text, ordinal: is.count }),
  repository: is.text,
  repositoryId: is.count,
  source: oneOf(["records", "history"]),
  unbroken: oneOf([true, false, null]),
};

/** The sums, written again from the rows; what only this file says is taken from it. */
function checkReconciliation({ folder, manifest, names, report }, rows) {
  const where = "reconciliation.json";
  const shape = { branches: [branchShape], format: is.text, period: is.object, totals: is.object };
  const stated = parseFile(readWhole(folder, where), where, shape);
  const byBranch = new Map(
    stated.branches.map(({ repositoryId, branch }) => [`${repositoryId} ${branch}`, []]),
  );
  if (byBranch.size < stated.branches.length) throw new Refused("field", { where, field: "branches" });
  for (const row of rows) {
    const ofBranch = byBranch.get(`${row.repository_id} ${row.branch}`);
    if (ofBranch === undefined) throw new Refused("branch-missing", { where, branch: row.branch });
    ofBranch.push(row);
  }
  const branches = stated.branches.map((said) => {
    const sums = sumsOf(said, byBranch.get(`${said.repositoryId} ${said.branch}`));
    return { ...said, repository: names.get(said.repositoryId) ?? null, ...sums };
  });
  const { from, to, timezone } = manifest.query;
  const period = { end: manifest.period.to, from, start: manifest.period.from, timezone, to };
  const totals = countsOf(rows);
  same(stated, { branches, format: "sekisho-reconciliation/1", period, totals }, where);
  const { commits, unexplained } = totals;
  report.count("population", { commits, branches: branches.length, unexplained });
}

/** @returns {{ [sum: string]: number }} */
function countsOf(rows) {
  const parts = Object.entries(explanations).map(([name, { sum }]) => {
    return [sum, rows.filter(({ explained }) => explained === name).length];
  });
  return { commits: rows.length, ...Object.fromEntries(parts) };
}

/** What the rows of a branch come to. Each commit stands on the one before, from the opening on, or the break is listed. */
function sumsOf(said, rows) {
  // Names come from the file: on an object of the usual kind, one of them could be its prototype.
  const exceptions = Object.create(null);
  const breaks = [];
  let closing = said.opening;
  for (const { ordinal, commit, parent, exceptions: names, where } of rows) {
    same(ordinal, (closing?.ordinal ?? 0) + 1, `${where} (ordinal)`);
    for (const name of names.split(" ").filter(Boolean)) exceptions[name] = (exceptions[name] ?? 0) + 1;
    if (closing !== null && parent !== "" && parent !== closing.commit) {
      const { why = "", index = null } = said.breaks[breaks.length] ?? {};
      breaks.push({ from: closing.commit, index, to: commit, why });
    }
    closing = { commit, ordinal };
  }
  const isTold = rows.every(({ parent, ordinal }) => parent !== "" || ordinal === 1);
  const unbroken = isTold ? breaks.every(({ why }) => why !== "unknown") : null;
  return { breaks, closing, counts: countsOf(rows), exceptions, unbroken };
}

/** Indexes of the decisions that the seed draws. */
function drawn({ sample, seed }, rows) {
  const hashed = rows
    .filter(({ explained, rests_on: index }) => explained === "decision" && index !== null)
    .map(({ repository_id: repository, branch, commit, rests_on: index }) => {
      return { index, hash: digestOf(`${seed ?? ""}\n${repository}\n${branch}\n${commit}`) };
    })
    .sort((one, other) => (one.hash < other.hash ? -1 : 1));
  const chosen = hashed.slice(0, sample === "all" ? hashed.length : (sample ?? 0));
  return [...new Set(chosen.map(({ index }) => index))].sort((one, other) => one - other);
}

/** Each decision of the sample has a proof that its entry is in the log. */
function inclusionsOf({ folder, manifest, rows }) {
  const name = "proofs/inclusion.ndjson";
  const proofs = new Map();
  for (const { text, where } of linesOf(folder, name)) {
    const { index, proof } = parse(text, where, { index: is.count, proof: [is.hash] });
    if (proofs.has(index)) throw new Refused("row-extra", { where });
    proofs.set(index, { proof, where });
  }
  rows.set(name, proofs.size);
  const proven = [...proofs.keys()];
  return {
    ...{ check: "sample", name, kinds: [], proven },
    take({ leaf: { index }, hash: leaf }) {
      const { proof, where } = proofs.get(index) ?? {};
      if (proof !== undefined && !includes({ index, leaf }, manifest.checkpoint, proof))
        throw new Refused("not-included", { where, index });
      proofs.delete(index);
    },
    end() {
      for (const { where } of proofs.values()) throw new Refused("row-extra", { where });
    },
  };
}

/** The sample is the one that the seed draws. */
function checkSample({ manifest, report }, rows, proven) {
  const wanted = drawn(manifest.query, rows);
  if (wanted.join() !== proven.join())
    throw new Refused("sample-other", { expected: wanted.length, found: proven.length });
  report.count("sample", { sampled: proven.length, seed: manifest.query.seed ?? "-" });
}

/** The counts of the manifest are those of what was read; where something failed, not everything was. */
function checkTotals({ manifest, report, rows }, totals) {
  if (report.failed > 0) return;
  same(manifest.controlTotals, totals, "manifest.json (controlTotals)");
  rows.set("log/entries.ndjson", totals.entries).set("payloads.ndjson", totals.selected);
  for (const { path: name, rows: stated } of manifest.files)
    same(stated, rows.get(name) ?? null, `manifest.json (${name}, rows)`);
  report.count("totals", { kinds: Object.keys(totals.kinds).length, files: rows.size });
}

// ───────────────────────────── a package, from the first question to the last ─────────────────────────────

const packageChecks =
  "manifest files keys checkpoints signature entries history payloads attached lists decisions population sample totals";

function verifyPackage(folder, held, report) {
  const where = "manifest.json";
  if (!fs.existsSync(path.join(folder, where))) throw new Unreadable("no-manifest", { where: folder });
  const manifest = report.run("manifest", () => parseFile(readWhole(folder, where), where, manifestShape));
  if (manifest === undefined) return;
  const { query, files, range } = manifest;
  const local = report.run("manifest", () => localClock(query.timezone));
  const isSound = local !== undefined && report.holds("manifest", () => checkManifest(manifest, local));
  checkFiles(folder, manifest, report);
  const log = openLog({ folder, manifest, report }, held);
  report.holds("signature", () => checkSignature({ folder, report, ...log }));
  const wanted = wantedRoots({ report, ...log }, range.from, held);
  // Beyond this, sentences about a broken manifest would repeat themselves.
  if (!isSound) return;
  report.count("manifest", { files: files.length, from: query.from, to: query.to, timezone: query.timezone });
  const names = new Map(query.repositories.map(({ id, name }) => [id, name]));
  verifyEntries({ folder, manifest, report, local, names, wanted, rows: new Map(), ...log });
  remarkOn(log.keys, held, report);
  const own = digestOf(fs.readFileSync(new URL(import.meta.url)));
  const enclosed = files.find((file) => file.path === "verify.mjs")?.sha256;
  if (enclosed !== own) report.remarks.push(new Refused("other-verifier", { own, enclosed }));
}

/** The entries are read once; whatever has to look at them looks as they go by, until it refused. */
function verifyEntries(pack) {
  const { folder, manifest, names, report } = pack;
  const totals = { entries: manifest.range.to - manifest.range.from, erased: 0, kinds: {}, selected: 0 };
  const facts = { byIndex: new Map(), settings: new Set(), erased: new Set() };
  const inclusions = report.run("sample", () => inclusionsOf(pack));
  const watchers = new Set([historyOf(pack), erasuresOf(pack), inclusions]);
  watchers.add(report.run("decisions", () => statementsOf(pack)));
  for (const name of Object.keys(lists)) watchers.add(report.run("lists", () => listOf(name, pack)));
  watchers.delete(undefined);
  const unknown = new Set();
  const isRead = report.holds("entries", () => {
    const payloads = new Lines(folder, "payloads.ndjson");
    for (const { leaf, hash } of leavesOf(pack)) {
      if (leaf.repository !== null && !names.has(leaf.repository)) continue;
      const content = report.run("payloads", () => contentOf(leaf, payloads));
      const entry = { leaf, hash, ...content };
      if (content === undefined) unknown.add(leaf.kind);
      else {
        totals.selected += 1;
        totals.erased += content.payload === null ? 1 : 0;
        totals.kinds[leaf.kind] = (totals.kinds[leaf.kind] ?? 0) + 1;
        keepFacts(facts, entry);
      }
      for (const watcher of watchers) {
        const isTold = content !== undefined || !watcher.kinds.includes(leaf.kind);
        if (!isTold) report.cannotTell(watcher.check, watcher.name);
        if (!isTold || !report.holds(watcher.check, () => watcher.take(entry))) watchers.delete(watcher);
      }
    }
    report.holds("payloads", () => payloads.end());
  });
  if (!isRead) return;
  for (const watcher of watchers) report.holds(watcher.check, () => watcher.end());
  checkPeriod(pack, {
    totals,
    facts,
    proven: inclusions?.proven,
    isWhole: !factKinds.some((kind) => unknown.has(kind)),
  });
}

/** What is about the period as a whole, once its entries are known; `isWhole`: none is missing that this rests on. */
function checkPeriod(pack, { totals, facts, proven, isWhole }) {
  const { report } = pack;
  const rows = report.run("population", () => readPopulation(pack));
  if (rows === undefined) return;
  if (isWhole) checkPopulation(pack, rows, facts.byIndex);
  else report.cannotTell("population", "population.csv");
  report.holds("population", () => checkReconciliation(pack, rows));
  if (proven !== undefined) report.holds("sample", () => checkSample(pack, rows, proven));
  if (isWhole) checkAttached(pack, proven ?? [], facts);
  else report.cannotTell("attached", "blobs/ config/");
  report.holds("totals", () => checkTotals(pack, totals));
}

/** What is not proven without something from elsewhere. */
function remarkOn(keys, held, report) {
  if (held.keys.length === 0)
    report.remarks.push(new Refused("no-key", { keys: keys.map(({ text }) => text) }));
  if (held.checkpoints.length + held.roots.length === 0) report.remarks.push(new Refused("no-checkpoint"));
}

// ───────────────────────────── a served log (C2SP tlog-tiles) ─────────────────────────────
// If this failed, the log shows others something else, or it is not the one that the auditor had a word of.

const logChecks = "keys checkpoints entries tiles";

const isAddress = (place) => /^https?:\/\//.test(place);

/** Reads what a log serves, from an address or a folder with the same paths; null: it is not there. */
async function readServed(place, name) {
  if (!isAddress(place)) {
    const file = path.join(place, name);
    return fs.existsSync(file) && fs.lstatSync(file).isFile() ? readWhole(place, name) : null;
  }
  const where = `${place.replace(/\/$/, "")}/${name}`;
  try {
    const answer = await fetch(where, { signal: AbortSignal.timeout(60_000) });
    if (answer.status === 404) return null;
    if (!answer.ok) throw new Error(`HTTP ${answer.status}`);
    const chunks = [];
    let bytes = 0;
    for await (const chunk of answer.body ?? []) {
      chunks.push(chunk);
      bytes += chunk.length;
      if (bytes > servedBytesMax) throw new Error(`more than ${servedBytesMax} bytes`);
    }
    return Buffer.concat(chunks);
  } catch (error) {
    const { cause, message } = /** @type {any} */ (error);
    throw new Unreadable("unreadable", { where, because: cause?.message ?? message });
  }
}

/** 1234067 is x001/x234/067. */
function tilePath(level, index, width) {
  const digits = String(index).padStart(Math.ceil(String(index).length / 3) * 3, "0");
  return `tile/${level}/${digits.replace(/\d{3}(?=\d)/g, "x$&/")}${width === tileWidth ? "" : `.p/${width}`}`;
}

async function verifyLog(place, held, report) {
  const asked = new Set();
  const read = (name) => readServed(place, asked.add(name) && name);
  const bytes = await read("checkpoint");
  if (bytes === null) throw new Unreadable("no-log", { where: place });
  const keysBytes = await read("keys.json");
  const where = "checkpoint";
  const head = report.run("checkpoints", () => readCheckpoint(readNote(decode(bytes, where), where), where));
  if (head === undefined) return;
  const { origin, size } = head;
  const keys = report.run("keys", () => {
    if (keysBytes === null) throw new Refused("missing", { where: "keys.json" });
    return readKeys(keysBytes, "keys.json", origin);
  });
  if (keys === undefined) return;
  report.count("keys", { keys: keys.length, origin });
  const checkpoints = new Map();
  report.holds("checkpoints", () => {
    const opened = openCheckpoint(bytes, where, { origin, keys }, held);
    if (!believedKeys(keys, size, held.keys, [opened.signers]).some((key) => opened.signers.includes(key)))
      throw new Refused("key-not-pinned", { origin, size });
    checkpoints.set(size, opened);
    report.count("checkpoints", { checkpoints: 1, size });
  });
  await verifyTiles(read, size, wantedRoots({ origin, size, keys, checkpoints, report }, 0, held), report);
  if (!isAddress(place) && report.failed === 0)
    for (const name of filesBelow(place, "", (what, at) => report.fail("tiles", what, { where: at })))
      if (!asked.has(name)) report.fail("tiles", "extra", { where: name });
  remarkOn(keys, held, report);
}

/** Every bundle of entries is read, and every tile above them computed anew and compared. */
async function verifyTiles(read, size, wanted, report) {
  const tree = new Tree();
  let [tiles, until] = [0, ""];
  const rootOf = async (level, index, hashes) => {
    const where = tilePath(level, index, hashes.length);
    const found = await read(where);
    const [bytes, tile] = [Buffer.concat(hashes), new Tree()];
    if (!found?.equals(bytes)) report.fail("tiles", found === null ? "missing" : "tile-differs", { where });
    tiles += 1;
    for (const hash of hashes) tile.push(hash);
    return tile.root();
  };
  if (size === 0) compareRoots(wanted, tree, report);
  let above = [];
  while (tree.size < size) {
    const [index, width] = [tree.size / tileWidth, Math.min(tileWidth, size - tree.size)];
    const where = tilePath("entries", index, width);
    const bundle = await read(where);
    const leaves = report.run("entries", () => bundled(bundle, where, width, tree.size, until));
    if (leaves === undefined) return;
    for (const { hash } of leaves) {
      tree.push(hash);
      compareRoots(wanted, tree, report);
    }
    until = leaves.at(-1)?.at;
    const hashes = leaves.map(({ hash }) => hash);
    const root = await rootOf(0, index, hashes);
    if (width === tileWidth) above.push(root);
  }
  for (let level = 1; above.length > 0; level += 1) {
    const hashes = above;
    above = [];
    for (let start = 0; start < hashes.length; start += tileWidth) {
      const tile = hashes.slice(start, start + tileWidth);
      const root = await rootOf(level, start / tileWidth, tile);
      if (tile.length === tileWidth) above.push(root);
    }
  }
  report.count("entries", { entries: size, from: 0, last: size - 1, until });
  report.count("tiles", { tiles });
}

/** The leaves of a bundle, which has two bytes of length and the bytes of the leaf for each. */
function bundled(bundle, name, width, first, notBefore) {
  if (bundle === null) throw new Refused("missing", { where: name });
  const leaves = [];
  let [start, at] = [0, notBefore];
  for (let index = first; index < first + width; index += 1) {
    const end = start + 2 + (start + 2 <= bundle.length ? bundle.readUInt16BE(start) : 0);
    if (end > bundle.length) throw new Refused("bundle-length", { where: name, index });
    const [bytes, where] = [bundle.subarray(start + 2, end), `${name}:${index - first + 1}`];
    at = readLeaf(decode(bytes, where), where, index, at).at;
    leaves.push({ hash: leafHash(bytes), at });
    start = end;
  }
  if (start !== bundle.length) throw new Refused("bundle-length", { where: name, index: first + width - 1 });
  return leaves;
}

// ───────────────────────────── the command, and what people read ─────────────────────────────

function readArguments(words) {
  /** @type {{ [name: string]: any }} */
  const given = { folder: "", log: "", isHelp: false, keys: [], checkpoints: [], roots: [] };
  const rest = [...words];
  const take = (option, isWanted, form) => {
    const value = rest.shift();
    if (value === undefined || !isWanted(value))
      throw new Unreadable("usage", { option, found: value ?? "", form });
    return value;
  };
  const rootForm = /^(?:0|[1-9]\d{0,14}):[0-9a-f]{64}$/;
  for (let word = rest.shift(); word !== undefined; word = rest.shift()) {
    if (word === "--help" || word === "-h") given.isHelp = true;
    else if (word === "--lang") given.language = take(word, oneOf(["en", "ja"]), "en, ja");
    else if (word === "--log") given.log = take(word, is.text, "URL, FOLDER");
    else if (word === "--checkpoint") given.checkpoints.push(take(word, is.text, "FILE"));
    else if (word === "--key") given.keys.push(readKey(take(word, readKey, "NAME+ID+KEY (Ed25519)")));
    else if (word === "--root") {
      const [size, root] = take(word, (value) => rootForm.test(value), "SIZE:ROOT").split(":");
      given.roots.push({ size: Number(size), root });
    } else if (word.startsWith("-")) throw new Unreadable("usage-unknown", { word });
    else if (given.folder !== "" || word === "") throw new Unreadable("usage-folders", { word });
    else given.folder = word;
  }
  return given;
}

/** @param {readonly string[]} words @returns {Promise<{ code: number, out: string, problem: string }>} */
export async function verify(words) {
  const language = words.some((word, at) => word === "ja" && words[at - 1] === "--lang") ? "ja" : "en";
  try {
    const given = readArguments(words);
    if (given.isHelp) return { code: 0, out: `${sentences[language].usage}\n`, problem: "" };
    const isHeld = given.checkpoints.length + given.roots.length > 0;
    const checks = given.log === "" ? packageChecks : logChecks;
    const report = new Report((isHeld ? checks.replace("entries", "held entries") : checks).split(" "));
    if (given.log !== "") await verifyLog(given.log, given, report);
    else verifyPackage(given.folder || path.dirname(process.argv[1] ?? "."), given, report);
    return { code: report.verified ? 0 : 1, out: printed(report, language), problem: "" };
  } catch (error) {
    const refused = error instanceof Refused ? error : new Refused("unexpected", { because: error });
    return { code: 2, out: "", problem: `${said(refused, language)}\n` };
  }
}

function printed(report, language) {
  const { why, advice, more, unseen, rests, verified, failed } = sentences[language];
  const lines = [];
  for (const [id, { counted, failures, untold }] of report.checks) {
    const [passed = "", wrong = ""] = [id, `${id}.failed`].map((name) => checkTexts[language][name]);
    const name = passed.replace(/: .*/, "");
    const partly = untold.size > 0 ? filled(rests, { names: [...untold] }) : unseen;
    if (failures.length === 0) {
      lines.push(
        counted === null || untold.size > 0 ? `– ${name}: ${partly}` : `✓ ${filled(passed, counted)}`,
      );
      continue;
    }
    lines.push(`✗ ${name}`);
    for (const failure of failures.slice(0, failuresShownMax)) lines.push(`    ${said(failure, language)}`);
    const count = failures.length - failuresShownMax;
    if (count > 0) lines.push(`    ${filled(more, { count })}`);
    if (untold.size > 0) lines.push(`    – ${partly}`);
    const [reason, remedy] = wrong.split(" | ");
    lines.push(`    ${why} ${reason}`, `    ${advice} ${remedy}`);
  }
  for (const remark of report.remarks) lines.push(`! ${said(remark, language)}`);
  const checks = [...report.checks.values()].filter(
    ({ failures }) => report.verified || failures.length > 0,
  ).length;
  lines.push("", filled(report.verified ? verified : failed, { checks, failures: report.failed }));
  return `${lines.join("\n")}\n`;
}

const said = ({ what, args }, language) => filled(refusalTexts[language][what] ?? what, args);

/** A sentence with its gaps filled. Texts of strangers are shown short, and without what moves a cursor. */
function filled(sentence, args) {
  return sentence.replace(/\{(\w+)\}/g, (_, name) => [args[name] ?? "?"].flat().map(clip).join(" "));
}

function clip(text) {
  const shown = String(text).replace(
    /[^\x20-\x7e\u00a1-\u167f\u1681-\u1fff…\u3001-\ud7ff\uf900-\ufdff]/gu,
    "?",
  );
  return shown.length > 160 ? `${shown.slice(0, 157)}...` : shown;
}

/** Sentences by their names, one a line. @returns {{ [name: string]: string }} */
function named(text) {
  const lines = text
    .trim()
    .split("\n")
    .map((line) => /^(\S+): (.*)$/.exec(line) ?? []);
  return Object.fromEntries(lines.map(([, name, sentence]) => [name, sentence]));
}

/** Of each check: its name and what was counted; where it failed, why it matters | what to do. */
const checkTexts = {
  en: named(`
manifest: What was asked for: {from} to {to} ({timezone}); {files} files listed
manifest.failed: The manifest says what the package is about; where it contradicts itself, nothing can be said about completeness. | Ask for the package again. If it stays so, ask which program wrote it.
files: Files: {files} files as listed, {bytes} bytes, and nothing else
files.failed: A file that was changed, added or taken away is not what was signed. | Unpack the ZIP again into an empty folder; a file that your system put there (.DS_Store, Thumbs.db) may be deleted. If it stays so, ask for the package again and keep this one.
keys: Keys: {keys} of the log {origin}
keys.failed: A signature is worth as much as the key that it is held against. | Compare the keys with those that you got another way, and ask why they differ.
checkpoints: Checkpoints: {checkpoints}, all signed and of this log; the newest has {size} entries
checkpoints.failed: A checkpoint is the log's signed word on all that it holds. | Do not use this package. Ask who can sign for the log, and compare with an anchor.
signature: Signature of the package: by {key}; SHA-256 of manifest.json: {digest}
signature.failed: Without it, anybody could have edited the lists and the manifest with them. | Do not use this package. Ask for it again, and for the verifier key another way.
held: Checkpoints of yours: {held}, all of this very log
held.failed: If they differ, there are two versions of the log, or it was set back: what you were shown then is not in it. | Keep both, and report it: this is what a rewritten log looks like. If yours is only outside of the range, ask for an export that ends later or contains it.
entries: Entries of the log: {entries} (from {from} to {last}, until {until}), none missing, added or changed: together they give the signed root
entries.failed: An entry that was changed, left out or slipped in changes the root, which is signed. | Do not use this package. Ask for it again; if it stays so, the log itself is damaged or was altered: compare it with an anchor.
history: History: steps between checkpoints proven: {proofs}; anchors that are checkpoints of this package, and equal: {compared} of {all}
history.failed: Later entries may only be added: what an earlier checkpoint covered must still be there. | Ask for the anchor itself, at the place that anchors/anchors.ndjson names, and compare.
payloads: Contents: {payloads} are those that the log has the digests of; erased, with the entry that says so: {erased}
payloads.failed: The log holds digests; a content that does not fit its digest was not what was recorded. | Do not rely on the content named. Ask for the package again.
attached: Attached files, each named by its digest: {blobs} of reports and inputs, {settings} of settings
attached.failed: A report is the one that was recorded only if its digest is the recorded one. | Do not rely on the file named. Ask for the package again.
lists: Lists: {rows} rows in {files} files, each written again from its entry and equal; no entry without its row
lists.failed: Lists are what people read: a row that is missing or embellished would deceive them. | Do not rely on the list named. Ask for the package again.
decisions: Decisions: {decisions}, each a statement signed by the log's key that says what its entry says
decisions.failed: A decision may be taken out of the package and shown alone; its signature is all that it has then. | Do not rely on the decision named. Ask for the package again.
population: Population: each commit stands on the one before and is explained by entries that say so; commits: {commits}, branches: {branches}, unexplained: {unexplained}
population.failed: Completeness rests on the list of all commits, and on each explanation being true. | Take the branch's first-parent history from git (git log --first-parent), and compare commit by commit.
sample: Sample: {sampled}, as the query draws them from the population (seed: {seed}), each proven to be in the log
sample.failed: Whoever may choose the sample can hide what is wrong. | Draw again with a seed of your own, named only after the population was fixed.
totals: Control totals: of {files} files and {kinds} kinds of entries, counted again and equal
totals.failed: Totals that do not fit what is there point at a list that was cut. | Ask for the package again.
tiles: Tiles: {tiles} computed again from the entries, and equal
tiles.failed: Other programs follow the log by its tiles: wrong ones show them another log. | Report it to whoever runs the log; keep what it served.
`),
  ja: named(`
manifest: 請求内容: {from} から {to} まで({timezone})、一覧のファイル {files} 件
manifest.failed: manifest は証跡の対象を示します。矛盾があれば、網羅性について何も言えません。 | 証跡をもう一度受け取ってください。それでも同じなら、どのプログラムが作ったかを尋ねてください。
files: ファイル: 一覧どおりの {files} 件、{bytes} バイト。余分なものはありません
files.failed: 変更・追加・削除されたファイルは、署名された内容ではありません。 | 空のフォルダーに ZIP を展開し直してください。OS が置いたファイル(.DS_Store、Thumbs.db)は消して構いません。直らなければ、これを保管したうえで、証跡をもう一度受け取ってください。
keys: 鍵: ログ {origin} の鍵 {keys} 個
keys.failed: 署名の価値は、照合に使う鍵で決まります。 | 別の経路で入手した鍵と比べ、違う理由を尋ねてください。
checkpoints: チェックポイント: {checkpoints} 個。すべて署名済みで、このログのものです。最新は {size} 件目まで
checkpoints.failed: チェックポイントは、ログが持つ全内容についての署名付きの証言です。 | この証跡は使わないでください。誰が署名できるかを尋ね、アンカーと比べてください。
signature: 証跡の署名: 署名者 {key}、manifest.json の SHA-256: {digest}
signature.failed: 署名がなければ、誰でも一覧と manifest を一緒に書き換えられます。 | この証跡は使わないでください。もう一度受け取り、検証鍵は別の経路で入手してください。
held: お手元のチェックポイント: {held} 個。すべてこのログのものです
held.failed: 一致しなければ、ログが 2 つあるか、巻き戻されています。以前に示された内容が、この中にありません。 | 両方を保管し、報告してください。書き直されたログはこのように見えます。範囲の外にあるだけなら、それを含む証跡を受け取ってください。
entries: ログの記録: {entries} 件({from} から {last} まで、{until} 時点)。欠落・追加・変更はなく、署名された根と一致します
entries.failed: 記録を変える、抜く、差し込むと、署名された根が変わります。 | この証跡は使わないでください。もう一度受け取っても同じなら、ログ自体が壊れたか改ざんされています。アンカーと比べてください。
history: 履歴: チェックポイント間の {proofs} 段を証明。アンカー {all} 件のうち {compared} 件をチェックポイントと照合し、一致しました
history.failed: 記録は追加しかできません。以前のチェックポイントにあったものは、今もなければなりません。 | anchors/anchors.ndjson が示す場所にあるアンカーそのものを入手し、比べてください。
payloads: 内容: {payloads} 件がログのダイジェストと一致。消去済み(消去の記録あり): {erased} 件
payloads.failed: ログにはダイジェストがあります。合わない内容は、記録された内容ではありません。 | 示された内容に依拠せず、証跡をもう一度受け取ってください。
attached: 添付ファイル: 報告書と入力 {blobs} 件、設定ファイル {settings} 件。名前はすべてダイジェストと一致します
attached.failed: ダイジェストが一致して初めて、記録された報告書だと言えます。 | 示されたファイルに依拠せず、証跡をもう一度受け取ってください。
lists: 一覧表: {files} ファイル、{rows} 行。記録から作り直して一致しました。行のない記録はありません
lists.failed: 人が読むのは一覧表です。行の欠落や脚色は、読む人を誤らせます。 | 示された一覧表に依拠せず、証跡をもう一度受け取ってください。
decisions: 判定: {decisions} 件。ログの鍵で署名され、記録と同じ内容です
decisions.failed: 判定は単独で示されることがあります。そのとき頼れるのは署名だけです。 | 示された判定に依拠せず、証跡をもう一度受け取ってください。
population: 母集団: {branches} ブランチの {commits} コミット。順につながり、それぞれ記録で説明されています。説明のないもの: {unexplained} 件
population.failed: 網羅性は、全コミットの一覧と、その説明が正しいことにかかっています。 | git の first-parent 履歴(git log --first-parent)と 1 コミットずつ比べてください。
sample: サンプル: {sampled} 件。条件(シード: {seed})どおりに母集団から選ばれ、すべてログにあることを証明しました
sample.failed: サンプルを選べる人は、不都合なものを隠せます。 | 母集団が確定した後に決めたシードで、選び直してください。
totals: コントロールトータル: {files} ファイル、{kinds} 種類の記録を数え直し、一致しました
totals.failed: 合計が合わなければ、一覧が切り取られた疑いがあります。 | 証跡をもう一度受け取ってください。
tiles: タイル: {tiles} 個を記録から計算し直し、一致しました
tiles.failed: 他のプログラムはタイルでログを追います。誤ったタイルは別のログを見せます。 | ログの運用者に報告し、配信されたものを保管してください。
`),
};

/** What is wrong, and what has to be known, by the word that the checks use for it. */
const refusalTexts = {
  en: named(`
differs: {where} is «{found}», and has to be «{expected}»
form: {where} is not {form}
field: {where} has a field that is missing, unknown, or not what it has to be: {field}
too-large: {where} is larger than anything of ours
missing: {where} is not there
extra: {where} is there and not listed
link: {where} is a link or a device, no plain file
path-unknown: the manifest lists {where}, which is no path of a package
not-listed: {where} is part of every package and not listed
changed: {where} is not the file that was listed: its SHA-256 is {found}, not {expected}
period-wrong: {where}: {from} and {to} are not the ends of the dates that were asked for
keys-order: {where} lists no key, or the time of one does not follow on the one before: {key}
origin-other: {where} is of the log {origin}, not of {expected}
key-unknown: {where} has a signature by {key}, which is not a key of this log at that size
key-not-pinned: no key of yours, or one that it vouched for, signed {origin} at {size} entries
signed-twice: {where} has two signatures of one key
signature-wrong: {where}: the signature of {key} does not verify
signature-other: {where} is not over this manifest.json (SHA-256 {digest})
held-newer: {where} is of {size} entries, and this one ends at {last}: it is older than what you hold, or the log was set back
held-older: {where} is of {size} entries, before the range ({from}) and not among the package's checkpoints: it cannot be compared
begins-late: {where}: the first entry is of {at}, which is not before the period ({from}): earlier ones of the period may be missing
time-back: {where} is of {found}, and the entry before it of {before}
entries-end: log/entries.ndjson ends before entry {found}; the checkpoint covers entries to {expected}
root-differs: {where}: the first {size} entries give the root {found}, not {expected}
anchor-differs: entry {index} says that a checkpoint of {size} entries with the root {expected} was anchored; the signed one has {found}
inconsistent: {where}: the log of {to} entries does not continue the one of {from}
payload-missing: {where} is not the content of entry {index} ({kind})
content-differs: {where} is not what entry {index} ({kind}) recorded: its digest is {found}, not {expected}
erased-by: entry {index} is said to be erased by entry {erased}, which does not say so
name-not-digest: {where} has a name that is not the digest of its bytes
not-named: {where} is named by no entry
attached-missing: {where} is named by an entry and not there
row-missing: {where} ends before its last row
row-extra: {where} follows from no entry, or stands in the wrong place
rests-on-nothing: {where} is said to be explained by «{explained}», and names no entry
rests-nowhere: {where} rests on entry {index}, which is not in this package or of no such kind
rests-other: {where} rests on entry {index}, which says something else
rests-twice: {where}: entry {index} stands for another commit already
commit-left-out: entry {index} records the commit {commit} of {branch}, and population.csv leaves it out
branch-missing: {where} has no sums of {branch}
not-included: {where}: the proof does not lead from entry {index} to the root
sample-other: the seed draws {expected} decisions; {found} are proven, or they are others
tile-differs: {where} is not what the entries come to
bundle-length: {where} ends within entry {index}, or goes on after it
unexpected: it cannot be read: {because}
unreadable: {where} cannot be read: {because}
no-manifest: There is no manifest.json in {where}: this is no evidence package. Unpack the ZIP, and name the folder.
no-log: There is no file \`checkpoint\` at {where}: this is no log, or no address of one.
usage: {option} is «{found}», and has to be {form}. \`node verify.mjs --help\` says what can be asked.
usage-unknown: There is no option {word}. \`node verify.mjs --help\` says what can be asked.
usage-folders: One package is looked at at a time, and «{word}» is one more, or no name. \`node verify.mjs --help\` says what can be asked.
ends-early: The log of this package ends at {until}, before the period does ({to}): it says nothing about the time between.
no-key: The keys are those that the package or the log itself brings. Compare them with what you got another way, or give yours with --key: {keys}
no-checkpoint: No checkpoint from elsewhere was given: that this is the only version of the log is not proven. An anchor (--checkpoint FILE) or the receipt of a check run (--root SIZE:ROOT) does that.
other-verifier: The package brings another verify.mjs ({enclosed}) than the one that is running ({own}).
`),
  ja: named(`
differs: {where} は「{found}」ですが、「{expected}」のはずです
form: {where} は {form} ではありません
field: {where}: 欠けている、形式にない、または正しくない項目があります: {field}
too-large: {where} が大きすぎます
missing: {where} がありません
extra: {where} は一覧にないのに存在します
link: {where} はリンクか特殊ファイルで、通常のファイルではありません
path-unknown: manifest にある {where} は、証跡のパスではありません
not-listed: {where} は必ず含まれるファイルですが、一覧にありません
changed: {where} は一覧のファイルと違います。SHA-256 は {found}、一覧では {expected}
period-wrong: {where}: {from} と {to} は、請求された日付の両端ではありません
keys-order: {where}: 鍵がないか、有効範囲が前の鍵につながっていません: {key}
origin-other: {where} は {expected} ではなく {origin} のログのものです
key-unknown: {where} に {key} の署名がありますが、その時点のこのログの鍵ではありません
key-not-pinned: 指定された鍵、またはそれが保証した鍵による {origin}({size} 件)の署名がありません
signed-twice: {where} に同じ鍵の署名が 2 つあります
signature-wrong: {where}: {key} の署名が正しくありません
signature-other: {where} はこの manifest.json(SHA-256 {digest})への署名ではありません
held-newer: {where} は {size} 件のもので、こちらは {last} 件で終わります。お手元より古いか、ログが巻き戻されています
held-older: {where} は {size} 件のもので、範囲の始まり({from})より前にあり、証跡のチェックポイントにもないため比べられません
begins-late: {where}: 最初の記録が {at} で、期間の始まり({from})より前ではありません。期間内の記録が欠けている可能性があります
time-back: {where} は {found} で、直前の記録({before})より前です
entries-end: log/entries.ndjson は記録 {found} の前で終わっています。チェックポイントは {expected} 件までです
root-differs: {where}: 最初の {size} 件の根は {found} で、{expected} ではありません
anchor-differs: 記録 {index} は {size} 件・根 {expected} のチェックポイントをアンカーしたとしていますが、署名されたものは {found} です
inconsistent: {where}: {to} 件のログは {from} 件のログの続きではありません
payload-missing: {where} は記録 {index}({kind})の内容ではありません
content-differs: {where} は記録 {index}({kind})が記録した内容と違います。ダイジェストは {found}、ログでは {expected}
erased-by: 記録 {index} は記録 {erased} で消去されたとありますが、その記録は消去を示していません
name-not-digest: {where} の名前が内容のダイジェストと違います
not-named: {where} を指す記録がありません
attached-missing: 記録が指す {where} がありません
row-missing: {where} は最後の行より前で終わっています
row-extra: {where} に対応する記録がないか、位置が違います
rests-on-nothing: {where} は「{explained}」と説明されていますが、根拠の記録がありません
rests-nowhere: {where} が根拠とする記録 {index} は、この証跡にないか、種類が違います
rests-other: {where} が根拠とする記録 {index} の内容が違います
rests-twice: {where}: 記録 {index} は別のコミットの根拠になっています
commit-left-out: 記録 {index} にある {branch} のコミット {commit} が population.csv にありません
branch-missing: {where} に {branch} の集計がありません
not-included: {where}: 証明が記録 {index} から根に至りません
sample-other: シードが選ぶ判定は {expected} 件ですが、証明されたのは {found} 件か、別の判定です
tile-differs: {where} が記録から計算したものと違います
bundle-length: {where} が記録 {index} の途中で終わるか、その後に余分なデータがあります
unexpected: 読めません: {because}
unreadable: {where} を読めません: {because}
no-manifest: {where} に manifest.json がありません。証跡ではありません。ZIP を展開し、そのフォルダーを指定してください。
no-log: {where} に checkpoint がありません。ログではないか、アドレスが違います。
usage: {option} は「{found}」ですが、{form} を指定してください。使い方は \`node verify.mjs --help\` にあります。
usage-unknown: オプション {word} はありません。使い方は \`node verify.mjs --help\` にあります。
usage-folders: 一度に検証できる証跡は 1 つです。「{word}」は 2 つ目のフォルダーか、空の名前です。使い方は \`node verify.mjs --help\` にあります。
ends-early: この証跡のログは {until} で終わり、期間の終わり({to})に届いていません。その間については何も示しません。
no-key: 鍵は証跡またはログ自体に含まれるものです。別の経路で入手した鍵と比べるか、--key で指定してください。 {keys}
no-checkpoint: 外部のチェックポイントが指定されていないため、ログが 1 つしかないことは証明されていません。アンカー(--checkpoint ファイル)か、チェックランの控え(--root 件数:根)を指定してください。
other-verifier: 証跡に含まれる verify.mjs({enclosed})は、実行中のもの({own})と違います。
`),
};

const sentences = {
  en: {
    why: "Why it matters:",
    advice: "What to do:",
    more: "… and {count} more",
    unseen: "not carried out to the end, because of what failed",
    rests: "cannot be compared, because contents that this follows from failed: {names}",
    verified: "Verified. {checks} checks passed.",
    failed: "DOES NOT VERIFY: {failures} failures in {checks} checks.",
    usage: `Usage: node verify.mjs [FOLDER] [OPTIONS]     an evidence package, unpacked (default: where verify.mjs is)
       node verify.mjs --log URL|FOLDER [OPTIONS] a served ledger, or a copy of what it serves

  --key VKEY          a verifier key that you got another way; may be given several times
  --checkpoint FILE   a checkpoint that you got another way: an anchor, or one of last year; several times
  --root SIZE:ROOT    size and root of the log, as the receipt in a check run shows them; several times
  --lang en|ja        language of what is printed

Exit code: 0 verified, 1 does not verify, 2 cannot be read.`,
  },
  ja: {
    why: "なぜ重要か:",
    advice: "対処:",
    more: "… ほか {count} 件",
    unseen: "失敗したため最後まで確認していません",
    rests: "もとになる内容が正しくないため照合できません: {names}",
    verified: "検証できました。{checks} 項目に合格しました。",
    failed: "検証できません: {checks} 項目で {failures} 件の問題があります。",
    usage: `使い方: node verify.mjs [フォルダー] [オプション]        展開した証跡(省略時: verify.mjs のある場所)
        node verify.mjs --log URL|フォルダー [オプション] 配信されている台帳、またはその写し

  --key VKEY            別の経路で入手した検証鍵(複数可)
  --checkpoint ファイル 別の経路で入手したチェックポイント: アンカーや前年のもの(複数可)
  --root 件数:根        チェックランの控えにある件数と根(複数可)
  --lang en|ja          表示する言語

終了コード: 0 検証できた、1 検証できない、2 読めない`,
  },
};

const isProgram =
  process.argv[1] !== undefined &&
  fs.realpathSync(process.argv[1]) === fs.realpathSync(new URL(import.meta.url));
if (isProgram) {
  const { code, out, problem } = await verify(process.argv.slice(2));
  process.stdout.write(out);
  process.stderr.write(problem);
  process.exitCode = code;
}
