import { notedHead } from "../../model/checkpoint-note.ts";
import type { JsonValue } from "../../model/json.ts";
import type { LedgerProblem, LedgerVerification, NoteCheck } from "../../model/ledger-problem.ts";
import { emptyEdge, grow, type HashedNode, leafHash, rootOf, type TreeEdge } from "../../model/merkle.ts";
import type { Executor } from "../database.ts";
import { keyEvent } from "./key-events.ts";
import { type Before, entryProblems, readLeaf } from "./verify-entry.ts";
import {
  backFilled,
  checkedBlobs,
  leavesEnd,
  missingBlobs,
  nodesBeyond,
  type RawEntry,
  rawCheckpoints,
  rawEntries,
  rawHead,
  rawNodes,
  recordsWithoutLeaf,
} from "./verify-rows.ts";

/** One reading: what is held of the ledger at a time. */
const entriesPerPage = 1_000;
/** They are hashed by the database; so many of the largest still take less than a statement may. */
const blobsPerPage = 200;
/** A ledger that is wrong throughout is told by its first problems; the count says how many there are. */
const problemsMax = 100;

export interface VerifyOptions {
  /** `null`: signatures are not looked at. */
  readonly checkNote: NoteCheck | null;
  /** Sizes whose roots the caller wants to compare with something. */
  readonly rootsAt: readonly number[];
}

/** Fields of records that name a blob by its digest. */
const blobFields = new Set(["report", "masked", "compiled", "catalogue", "replay", "content"]);

/**
 * Looks at all of a ledger as it stands in the store, against itself: leaves, records, nodes, head, checkpoints, blobs.
 * Nothing is believed that can be made from something else. Expects a transaction that sees one state.
 */
export async function verifyLedger(rows: Executor, options: VerifyOptions): Promise<LedgerVerification> {
  const walk = new Walk(rows, options, await backFilled(rows));
  const end = await leavesEnd(rows);
  for (let from = 0; from < end; from += entriesPerPage)
    await walk.page(from, Math.min(end, from + entriesPerPage));
  await walk.end(end);
  return walk.result();
}

class Walk {
  readonly #rows: Executor;
  readonly #options: VerifyOptions;
  readonly #problems: LedgerProblem[] = [];
  readonly #roots = new Map<number, string>();
  /** Entries whose content is gone, and those that erasures name. */
  readonly #gone = new Set<number>();
  readonly #erasable = new Set<number>();
  readonly #erasedBlobs = new Set<string>();
  readonly #missing = new Set<string>();
  #edge: TreeEdge = emptyEdge;
  #before: Before;
  #problemCount = 0;
  #checkpoints = 0;
  #rekeyed = 0;
  #signatures = 0;
  #signedUpTo = 0;
  #blobs = new Set<string>();

  constructor(rows: Executor, options: VerifyOptions, filled: number) {
    this.#rows = rows;
    this.#options = options;
    this.#before = { at: "", sequence: 0, backFilled: filled };
    if (options.rootsAt.includes(0)) this.#roots.set(0, hex(rootOf(emptyEdge)));
  }

  async page(from: number, to: number): Promise<void> {
    const entries = await rawEntries(this.#rows, from, to);
    const checkpoints = new Map(
      (await rawCheckpoints(this.#rows, from, to)).map((one) => [one.size, one.note]),
    );
    const made: HashedNode[] = [];
    let expected = from;
    for (const entry of entries) {
      if (entry.index !== expected) this.#add({ kind: "missing", from: expected, to: entry.index });
      expected = entry.index + 1;
      this.#entry(entry);
      const grown = grow(this.#edge, [leafHash(Buffer.from(entry.leaf))]);
      this.#edge = grown.edge;
      made.push(...grown.completed.filter(({ level }) => level > 0 && level % 8 === 0));
      this.#at(entry.index + 1, checkpoints.get(entry.index + 1));
    }
    if (expected !== to) this.#add({ kind: "missing", from: expected, to });
    this.#nodes(made, await rawNodes(this.#rows, from, to));
    await this.#namedBlobs();
  }

  #entry(entry: RawEntry): void {
    const leaf = readLeaf(entry.leaf, entry.index);
    for (const problem of entryProblems(entry, leaf, this.#before)) this.#add(problem);
    const { backFilled: filled } = this.#before;
    this.#before = { at: leaf?.at ?? this.#before.at, sequence: entry.sequence, backFilled: filled };
    const body = entry.record?.body ?? null;
    if (entry.record !== null && (body === null || entry.salt === null)) {
      this.#gone.add(entry.index);
      if (body !== null || entry.salt !== null) this.#add({ kind: "content-missing", index: entry.index });
    }
    if (body === null) return;
    if (entry.record !== null && keyEvent(entry.record.kind, body, entry.index) !== null)
      this.#rekeyed = entry.index + 1;
    if (entry.record?.kind === "repository/erased") {
      for (const index of listOf(body["indexes"])) this.#erasable.add(Number(index));
      for (const digest of listOf(body["blobs"])) this.#erasedBlobs.add(String(digest));
    }
    namedBlobs(body, this.#blobs);
  }

  /** What is said of the tree of this size. */
  #at(size: number, note: string | undefined): void {
    if (note === undefined && !this.#options.rootsAt.includes(size)) return;
    const root = hex(rootOf(this.#edge));
    if (this.#options.rootsAt.includes(size)) this.#roots.set(size, root);
    if (note !== undefined) this.#checkpoint(size, note, root);
  }

  #checkpoint(size: number, note: string, root: string): void {
    const noted = notedHead(note);
    this.#checkpoints += 1;
    this.#signedUpTo = size;
    const fault =
      noted === null ? "form" : noted.size !== size ? "size" : noted.root !== root ? "root" : null;
    if (fault !== null) this.#add({ kind: "checkpoint", size, what: fault, why: null });
    const { checkNote } = this.#options;
    if (fault === "form" || checkNote === null) return;
    const why = checkNote(note, size);
    if (why === null) this.#signatures += 1;
    else this.#add({ kind: "checkpoint", size, what: "signature", why });
  }

  #nodes(made: readonly HashedNode[], kept: readonly { level: number; index: number; hash: string }[]): void {
    const left = new Map(kept.map((node) => [`${node.level}/${node.index}`, node]));
    for (const { level, index, hash } of made) {
      if (left.get(`${level}/${index}`)?.hash !== hex(hash)) this.#add({ kind: "node", level, index });
      left.delete(`${level}/${index}`);
    }
    for (const { level, index } of left.values()) this.#add({ kind: "node", level, index });
  }

  async #namedBlobs(): Promise<void> {
    const missing = await missingBlobs(this.#rows, [...this.#blobs]);
    this.#blobs = new Set();
    // An erasure stands behind what it erases: whether one names them is known at the end.
    for (const digest of missing) this.#missing.add(digest);
  }

  async end(end: number): Promise<void> {
    for (const index of this.#gone)
      if (!this.#erasable.has(index)) this.#add({ kind: "content-missing", index });
    for (const digest of this.#missing)
      if (!this.#erasedBlobs.has(digest)) this.#add({ kind: "blob", digest, what: "missing" });
    for (const { level, index } of await nodesBeyond(this.#rows, end))
      this.#add({ kind: "node", level, index });
    const beyond = await rawCheckpoints(this.#rows, end, Number.MAX_SAFE_INTEGER);
    for (const { size } of beyond) this.#add({ kind: "checkpoint", size, what: "beyond", why: null });
    for (const sequence of await recordsWithoutLeaf(this.#rows, problemsMax))
      this.#add({ kind: "not-listed", sequence });
    await this.#allBlobs();
    await this.#head(end, this.#checkpoints + beyond.length);
  }

  async #allBlobs(): Promise<void> {
    for (let behind: string | undefined = ""; behind !== undefined; ) {
      const page = await checkedBlobs(this.#rows, behind, blobsPerPage);
      for (const { digest, agrees } of page)
        if (!agrees) this.#add({ kind: "blob", digest, what: "differs" });
      behind = page.at(-1)?.digest;
    }
  }

  async #head(end: number, checkpoints: number): Promise<void> {
    const head = await rawHead(this.#rows);
    const lastAt = this.#before.at === "" ? null : this.#before.at.replace("Z", "000Z");
    if (head?.size !== end) this.#add({ kind: "head", field: "size" });
    if (head?.edge !== hex(Buffer.concat(this.#edge.hashes))) this.#add({ kind: "head", field: "edge" });
    if (head?.lastAt !== lastAt) this.#add({ kind: "head", field: "last_at" });
    if (head?.filled !== true) this.#add({ kind: "head", field: "filled" });
    if (head?.rekeyed !== this.#rekeyed) this.#add({ kind: "head", field: "rekeyed" });
    if (head !== null && head.checkpoints !== checkpoints)
      this.#add({ kind: "checkpoints", added: head.checkpoints, here: checkpoints });
  }

  #add(problem: LedgerProblem): void {
    this.#problemCount += 1;
    if (this.#problems.length < problemsMax) this.#problems.push(problem);
  }

  result(): LedgerVerification {
    return {
      size: this.#edge.size,
      root: hex(rootOf(this.#edge)),
      erased: this.#gone.size,
      checkpoints: this.#checkpoints,
      signatures: this.#signatures,
      signedUpTo: this.#signedUpTo,
      problems: this.#problems,
      problemCount: this.#problemCount,
      roots: this.#roots,
    };
  }
}

function listOf(value: JsonValue | undefined): readonly JsonValue[] {
  return Array.isArray(value) ? value : [];
}

function namedBlobs(value: JsonValue, found: Set<string>): void {
  if (typeof value !== "object" || value === null) return;
  for (const [field, inner] of Object.entries(value)) {
    if (typeof inner === "string" && blobFields.has(field) && /^[0-9a-f]{64}$/.test(inner)) found.add(inner);
    else namedBlobs(inner, found);
  }
}

function hex(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString("hex");
}
