import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join, relative } from "node:path";
import { Readable } from "node:stream";
import { unpacked } from "../corpora/unpack.ts";

export interface HistoryShape {
  readonly merges: number;
  /** Laid over all files of the estate; otherwise nothing else is in the repository. */
  readonly estate: boolean;
  readonly seed: number;
}

interface Pull {
  readonly number: string;
  readonly title: string;
  /** `2023-03-06`. */
  readonly merged: string;
  readonly base: ReadonlyMap<string, Buffer>;
  readonly head: ReadonlyMap<string, Buffer>;
}

/** Writes a bare repository; the same shape gives the same commits. */
export async function writeHistory(folder: string, shape: HistoryShape): Promise<void> {
  await run(["init", "--quiet", "--bare", "--initial-branch=main", folder], null);
  await run(["-C", folder, "fast-import", "--quiet"], Readable.from(commits(shape)));
}

async function run(args: readonly string[], input: Readable | null): Promise<void> {
  const child = spawn("git", args, { stdio: ["pipe", "inherit", "inherit"] });
  if (input === null) child.stdin.end();
  else input.pipe(child.stdin);
  const [exitCode] = await once(child, "close");
  if (exitCode !== 0) throw new Error(`git ${args[0]} ended with ${exitCode}`);
}

const daySeconds = 86_400;

function* commits({ merges, estate, seed }: HistoryShape): Generator<string | Buffer> {
  const pulls = readPulls();
  const random = randomOf(seed);
  const start = secondsOf(pulls[0]?.merged ?? "2023-01-01");
  yield* commit("main", { text: "Begin", seconds: start - daySeconds, merge: false });
  const before = estate ? filesOf(unpacked("environments-2024-07")) : new Map<string, Buffer>();
  for (const [path, content] of before) yield* file(path, content);
  for (let index = 0; index < merges; index += 1) {
    const round = Math.floor(index / pulls.length);
    const pull = pulls[round === 0 ? index : Math.floor(random() * pulls.length)];
    if (pull === undefined) return;
    // Later rounds come after the last pull request, some a day: months of a busy repository.
    const seconds = secondsOf(round === 0 ? pull.merged : (pulls.at(-1)?.merged ?? pull.merged));
    const at = seconds + 3_600 * (10 + index) + (round === 0 ? 0 : index * 600);
    yield* commit("main", { text: `Before #${pull.number}`, seconds: at, merge: false });
    if (!estate) yield "deleteall\n";
    yield* states(pull.head, varied(pull.base, round));
    yield* commit("side", { text: `Work on #${pull.number}`, seconds: at + 60, merge: false, from: true });
    yield* states(varied(pull.base, round), varied(pull.head, round));
    const number = round === 0 ? pull.number : String(100_000 + index);
    const text = `Merge pull request #${number} from example/change\n\n${pull.title}`;
    yield* commit("main", { text, seconds: at + 120, merge: true });
    yield* states(varied(pull.base, round), varied(pull.head, round));
  }
}

/** Takes away what is no longer there, and writes the rest. */
function* states(
  before: ReadonlyMap<string, Buffer>,
  after: ReadonlyMap<string, Buffer>,
): Generator<string | Buffer> {
  for (const path of before.keys()) if (!after.has(path)) yield `D ${quoted(path)}\n`;
  for (const [path, content] of after) yield* file(path, content);
}

/** Other bytes, and other numbers, than in the rounds before. */
function varied(files: ReadonlyMap<string, Buffer>, round: number): ReadonlyMap<string, Buffer> {
  if (round === 0) return files;
  return new Map(
    [...files].map(([path, content]) => {
      if (!/\.(?:ya?ml|tf)$/.test(path)) return [path, content];
      const text = content.toString("utf8").replace(/\b(\d+)(Mi|m)\b/g, (_, number: string, unit: string) => {
        return `${Number(number) + round}${unit}`;
      });
      return [path, Buffer.from(`${text.replace(/\n*$/, "\n")}# Round ${round}\n`)];
    }),
  );
}

function* commit(
  branch: string,
  { text, seconds, merge, from = false }: { text: string; seconds: number; merge: boolean; from?: boolean },
): Generator<string> {
  const person = `Somebody <somebody@example.com> ${seconds} +0000`;
  yield `commit refs/heads/${branch}\nauthor ${person}\ncommitter ${person}\n`;
  yield `data ${Buffer.byteLength(text)}\n${text}\n`;
  if (from) yield "from refs/heads/main\n";
  if (merge) yield "merge refs/heads/side\n";
}

function* file(path: string, content: Buffer): Generator<string | Buffer> {
  yield `M 100644 inline ${quoted(path)}\ndata ${content.length}\n`;
  yield content;
  yield "\n";
}

function quoted(path: string): string {
  return JSON.stringify(path);
}

function readPulls(): readonly Pull[] {
  const top = join(unpacked("pulls-2023-2025") ?? "", "dev");
  return readdirSync(top)
    .map((number) => {
      const { title, merged } = JSON.parse(readFileSync(join(top, number, "pull.json"), "utf8"));
      const side = (name: string) => filesOf(join(top, number, name));
      return { number, title, merged, base: side("base"), head: side("head") };
    })
    .toSorted((a, b) =>
      a.merged === b.merged ? Number(a.number) - Number(b.number) : a.merged < b.merged ? -1 : 1,
    );
}

function filesOf(folder: string | null): ReadonlyMap<string, Buffer> {
  if (folder === null || !existsSync(folder)) return new Map();
  const found = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) =>
    entry.isFile(),
  );
  return new Map(
    found
      .map((entry) => join(entry.parentPath, entry.name))
      .toSorted()
      .map((path) => [relative(folder, path), readFileSync(path)]),
  );
}

function secondsOf(date: string): number {
  return Date.parse(`${date}T00:00:00Z`) / 1000;
}

/** Mulberry32: the same numbers for the same seed. */
function randomOf(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
