/**
 * `npm run compare:merkle [-- --count N] [-- --seed S] [-- --write]`: our trees, proofs and signed notes, and what the
 * verifier makes of them, against the reference libraries (github.com/transparency-dev/merkle, golang.org/x/mod/sumdb).
 * It needs Go. `--write` puts the judged proofs into fixtures/merkle, which the tests read without Go.
 */
import { spawnSync } from "node:child_process";
import { mkdirSync, writeFileSync } from "node:fs";
import { homedir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { installation } from "../src/app/installation.ts";
import { newSigningKey, openCheckpoint, parseVerifierKey, signCheckpoint } from "../src/ledger/index.ts";
import { emptyEdge, grow, leafHash, type NodeReader, rootAt } from "../src/model/merkle.ts";
import { consistencyProof, inclusionProof } from "../src/model/merkle-proof.ts";
import { diceOf } from "../test/verifier/mutations.ts";
import { differences, type Vector } from "../test/verifier/vectors.ts";
import { readCheckpoint, readKey, readNote, signersOf } from "../verifier/verify.mjs";

const { values } = parseArgs({
  options: {
    count: { type: "string", default: "100000" },
    seed: { type: "string", default: "1" },
    write: { type: "boolean", default: false },
  },
});

/** More than a tile of tiles, so that proofs have up to seventeen hashes. */
const leavesMax = 70_000;
const notesCount = 1_000;
const outputBytesMax = 256 * 1024 * 1024;

process.exitCode = await main();

async function main(): Promise<number> {
  const oracle = built();
  if (oracle === null) {
    console.log("Nothing was compared: Go is not installed, or its modules cannot be fetched.");
    return 0;
  }
  const failed = compareVectors(oracle) + (await compareProofs(oracle)) + compareNotes(oracle);
  console.log(failed === 0 ? "All agree." : `${failed} differ.`);
  return failed === 0 ? 0 : 1;
}

function built(): string | null {
  const folder = join(homedir(), ".cache", "sekisho", "ledger-oracle");
  mkdirSync(folder, { recursive: true });
  const program = join(folder, "ledger-oracle");
  const { status, stderr } = spawnSync("go", ["build", "-o", program, "."], {
    cwd: join(installation.top, "tools", "ledger-oracle"),
    encoding: "utf8",
    env: { ...process.env, GOWORK: "off", GOFLAGS: "-mod=readonly" },
  });
  if (status !== 0 && stderr) console.log(stderr);
  return status === 0 ? program : null;
}

function asked(oracle: string, question: string, input: string): readonly string[] {
  const { status, stdout, stderr } = spawnSync(oracle, [question], {
    input,
    encoding: "utf8",
    maxBuffer: outputBytesMax,
  });
  if (status !== 0) throw new Error(`ledger-oracle ${question} failed: ${stderr}`);
  return stdout.trimEnd().split("\n");
}

function compareVectors(oracle: string): number {
  const lines = asked(oracle, "vectors", "");
  const vectors = lines.map((line): Vector => JSON.parse(line));
  if (values.write)
    writeFileSync(join(installation.top, "fixtures", "merkle", "vectors.ndjson"), `${lines.join("\n")}\n`);
  const differ = differences(vectors);
  const good = vectors.filter((each) => each.good).length;
  console.log(
    `vectors: ${vectors.length} (${good} good, ${vectors.length - good} bad), judged otherwise: ${differ.length}`,
  );
  for (const each of differ) console.log(`  ${each}`);
  return differ.length;
}

async function compareProofs(oracle: string): Promise<number> {
  const dice = diceOf(Number(values.seed));
  const read = treeOf(leavesMax);
  const roots = new Map<number, string>();
  const lines = [String(leavesMax)];
  for (let number = 0; number < Number(values.count); number += 1) {
    const kind = number % 2 === 0 ? "inclusion" : "consistency";
    const size = 1 + dice(number % 3 === 0 ? 300 : leavesMax);
    const first = kind === "inclusion" ? dice(size) : 1 + dice(size);
    const prove = kind === "inclusion" ? inclusionProof : consistencyProof;
    const root = roots.get(size) ?? hex(await rootAt(size, read));
    roots.set(size, root);
    lines.push(JSON.stringify({ kind, first, size, proof: (await prove(first, size, read)).map(hex), root }));
  }
  const answers = asked(oracle, "proofs", `${lines.join("\n")}\n`);
  const { agreed } = JSON.parse(answers.at(-1) ?? "{}") as { readonly agreed: number };
  for (const answer of answers.slice(0, -1)) console.log(`  ${answer.slice(0, 300)}`);
  console.log(`proofs (seed ${values.seed}): ${lines.length - 1}, the same as tlog's: ${agreed}`);
  return lines.length - 1 - agreed;
}

function treeOf(leaves: number): NodeReader {
  const hashes = Array.from({ length: leaves }, (_, index) => leafHash(Buffer.from(`leaf ${index}`)));
  const nodes = new Map(
    grow(emptyEdge, hashes).completed.map(({ level, index, hash }) => [`${level} ${index}`, hash]),
  );
  return async (wanted) =>
    wanted.map(({ level, index }) => {
      const hash = nodes.get(`${level} ${index}`);
      if (hash === undefined) throw new Error(`No node ${level} ${index}`);
      return hash;
    });
}

/** Notes of ours, half of them broken, judged by sumdb/note; and notes of sumdb/note, judged by ours. */
function compareNotes(oracle: string): number {
  const dice = diceOf(Number(values.seed));
  const questions = Array.from({ length: notesCount }, (_, number) => {
    const origin = `log-${number}.example/ledger`;
    const key = newSigningKey(origin);
    const head = { size: dice(1_000_000), root: hex(leafHash(Buffer.from(origin))) };
    const note = signCheckpoint(origin, head, [key]);
    const good = number % 2 === 0;
    // Not the last letter of the signature: two of its bits mean nothing, which Go's base64 lets pass and ours does not.
    const at = dice(note.length - 3);
    const other = note[at] === "x" ? "y" : "x";
    const text = good ? note : `${note.slice(0, at)}${other}${note.slice(at + 1)}`;
    return { vkey: key.verifier.text, note: text, good };
  });
  const judgedHere = questions.filter(({ vkey, note, good }) => opens(vkey, note) !== good).length;
  const answers = asked(oracle, "notes", `${questions.map((each) => JSON.stringify(each)).join("\n")}\n`).map(
    (line) => JSON.parse(line),
  );
  const agreed = answers.find((answer) => "agreed" in answer)?.agreed ?? 0;
  const theirs = answers.filter((answer) => "size" in answer);
  const refused = theirs.filter(({ vkey, note }) => !opens(vkey, note)).length;
  console.log(
    `notes: ${notesCount} of ours (every second one broken), judged the same by sumdb/note: ${agreed}; ` +
      `${theirs.length} of sumdb/note, opened by ours: ${theirs.length - refused}`,
  );
  return notesCount - agreed + refused + judgedHere;
}

/** Whether both the ledger and the verifier open it; where they differ, it counts as neither. */
function opens(vkey: string, note: string): boolean | null {
  const key = parseVerifierKey(vkey);
  const ledger =
    key !== null && openCheckpoint(note, vkey.slice(0, vkey.indexOf("+")), [key]).kind === "checkpoint";
  return ledger === verifierOpens(vkey, note) ? ledger : null;
}

function verifierOpens(vkey: string, text: string): boolean {
  try {
    const key = readKey(vkey);
    const note = readNote(text, "note");
    return (
      key !== undefined && signersOf(note, [key], "note").length > 0 && readCheckpoint(note, "note").size >= 0
    );
  } catch {
    return false;
  }
}

function hex(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString("hex");
}
