import { spawn } from "node:child_process";
import { once } from "node:events";
import { Readable } from "node:stream";

/** Every fourth commit of the base branch merges a side branch of one commit. */
const mainCommits = 64_000;
const sideEvery = 4;
const filesInside = 10_000;
const startSeconds = 1_600_000_000;

export const largeRepository = {
  commits: mainCommits + mainCommits / sideEvery,
  files: filesInside,
};

/** Writes a bare repository of 80,000 commits and 10,000 files, with two pull requests that left 50 commits before the tip. */
export async function writeLargeRepository(folder: string): Promise<void> {
  await run(["init", "--quiet", "--bare", "--initial-branch=main", folder], null);
  await run(["-C", folder, "fast-import", "--quiet"], Readable.from(commits()));
  await run(["-C", folder, "repack", "-adq", "--window=5"], null);
}

async function run(args: readonly string[], input: Readable | null): Promise<void> {
  const child = spawn("git", args, { stdio: ["pipe", "inherit", "inherit"] });
  if (input === null) child.stdin.end();
  else input.pipe(child.stdin);
  const [exitCode] = await once(child, "close");
  if (exitCode !== 0) throw new Error(`git ${args.join(" ")} ended with ${exitCode}`);
}

function* commits(): Generator<string> {
  yield commit("main", 0, "begin", null, null);
  for (let file = 0; file < filesInside; file += 1) yield edit(file, 0);
  for (let index = 1; index < mainCommits; index += 1) {
    const merges = index % sideEvery === sideEvery - 1;
    if (merges) {
      yield commit("side", index, `Change service ${index}`, "refs/heads/main", null);
      yield edit((index * 31) % filesInside, index);
    }
    yield commit("main", index, `Merge pull request #${index}`, null, merges ? "refs/heads/side" : null);
    yield edit((index * 7) % filesInside, index);
    if (index === mainCommits - 50) yield* pulls(index);
  }
}

function* pulls(index: number): Generator<string> {
  for (const number of [1, 2]) {
    yield `reset refs/pull/${number}/head\nfrom refs/heads/main\n\n`;
    yield commit(`../pull/${number}/head`, index, "Pull", null, null);
    for (let file = 0; file < 10; file += 1) yield edit(number * 100 + file, index + number);
  }
}

function commit(
  branch: string,
  index: number,
  message: string,
  from: string | null,
  merge: string | null,
): string {
  const person = `Developer ${index % 200} <developer${index % 200}@example.com> ${startSeconds + index * 600} +0900`;
  const text = `${message}\n\nWhat it does and why, in some words that differ: ${(index * 7919) % 100_003}.\n`;
  const ref = branch.startsWith("../") ? `refs/${branch.slice(3)}` : `refs/heads/${branch}`;
  return [
    `commit ${ref}`,
    `author ${person}`,
    `committer ${person}`,
    `data ${text.length}\n${text}`,
    ...(from === null ? [] : [`from ${from}`]),
    ...(merge === null ? [] : [`merge ${merge}`]),
    "",
  ].join("\n");
}

function edit(file: number, index: number): string {
  const text = `kind: ConfigMap\nmetadata:\n  name: service-${file}\ndata:\n  value: "${index}"\n`;
  const path = `teams/${file % 40}/services/${file % 500}/${file}.yaml`;
  return `M 100644 inline ${path}\ndata ${text.length}\n${text}\n`;
}
