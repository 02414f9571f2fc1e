import { randomUUID } from "node:crypto";
import fs from "node:fs/promises";
import path from "node:path";

/**
 * A mirror on disk: a bare repository, and `commits`, the ids of the commits that are there with everything that was
 * asked of them, one a line. An id is written after its fetch has ended, so a fetch that was killed leaves none.
 *
 * States: being made, under a name that nobody takes for a mirror; there, since it was renamed; being removed, renamed
 * again. A process that is killed at any point leaves whole mirrors, and leftovers, which whoever takes its folder over
 * removes.
 */
const leftoverPrefix = "leftover-";
const listName = "commits";

/** Without hooks and templates; nothing is configured that was not always so. */
const bareConfiguration = "[core]\n\trepositoryformatversion = 0\n\tfilemode = true\n\tbare = true\n";

export async function makeFolder(folder: string): Promise<void> {
  const made = path.join(path.dirname(folder), `${leftoverPrefix}${randomUUID()}`);
  for (const part of ["objects/info", "objects/pack", "refs/heads"]) {
    await fs.mkdir(path.join(made, part), { recursive: true });
  }
  await fs.writeFile(path.join(made, "HEAD"), "ref: refs/heads/main\n");
  await fs.writeFile(path.join(made, "config"), bareConfiguration);
  await fs.writeFile(path.join(made, listName), "");
  await fs.rename(made, folder);
}

/** Gone at once for everybody who looks for it, also where removing it takes its time or ends in between. */
export async function removeFolder(folder: string): Promise<void> {
  const leftover = path.join(path.dirname(folder), `${leftoverPrefix}${randomUUID()}`);
  try {
    await fs.rename(folder, leftover);
  } catch (error) {
    if (isMissing(error)) return;
    throw error;
  }
  await fs.rm(leftover, { recursive: true, force: true });
}

/** Takes away what a fetch leaves behind that was killed: locks that nobody holds any more, and parts of packs. */
export async function cleanFolder(folder: string): Promise<void> {
  for (const [part, leftover] of [
    [".", /\.lock$/],
    ["objects/pack", /^(?:tmp_|\.tmp-)|\.(?:keep|lock)$/],
    ["refs", /\.lock$/],
  ] as const) {
    const names = await fs.readdir(path.join(folder, part), { recursive: part === "refs" });
    for (const name of names.filter((each) => leftover.test(path.basename(each)))) {
      await fs.rm(path.join(folder, part, name), { force: true });
    }
  }
}

export interface FolderSize {
  readonly bytes: number;
  readonly packs: number;
}

export async function sizeOfFolder(folder: string): Promise<FolderSize> {
  const entries = await fs.readdir(folder, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile());
  const sizes = files.map(async ({ parentPath, name }) => {
    return (await fs.stat(path.join(parentPath, name)).catch(() => null))?.size ?? 0;
  });
  return {
    bytes: (await Promise.all(sizes)).reduce((total, size) => total + size, 0),
    packs: files.filter(({ name }) => name.endsWith(".pack")).length,
  };
}

export async function readCommits(folder: string): Promise<readonly string[]> {
  const text = await fs.readFile(path.join(folder, listName), "utf8");
  // A last line that is not whole was being written when the process was killed.
  return text.split("\n").filter((line) => /^(?:[0-9a-f]{40}|[0-9a-f]{64})$/.test(line));
}

export async function addCommits(folder: string, commits: readonly string[]): Promise<void> {
  await fs.appendFile(path.join(folder, listName), commits.map((commit) => `\n${commit}\n`).join(""));
}

/** When it was last used, so that the order outlives the process. */
export async function touchFolder(folder: string, at: Date): Promise<void> {
  await fs.utimes(path.join(folder, listName), at, at);
}

export async function touchedAt(folder: string): Promise<number> {
  return (await fs.stat(path.join(folder, listName))).mtimeMs;
}

export function isMissing(error: unknown): boolean {
  return error instanceof Error && "code" in error && error.code === "ENOENT";
}
