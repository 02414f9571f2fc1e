import { randomUUID } from "node:crypto";
import fs from "node:fs/promises";
import path from "node:path";
import { failureOf, type GitOutput, type GitSettings, runGit } from "../git-process.ts";
import { makeFolder, removeFolder } from "./folder.ts";
import type { MergeVerdict } from "./ports.ts";
import type { BothChanged } from "./three-way.ts";

/**
 * Whether git's own merge of some files, which both sides changed, is clean and gives what the merge holds. The files
 * alone, under numbers for names, are written as three commits into a repository beside the mirror that borrows its
 * objects; so it is git that merges (`merge-ort`, as `git merge` and GitHub use it), and the mirror stays as it is.
 *
 * `unknown` where git is older than 2.38, which cannot merge without a checkout. Contents have to be there.
 */
export async function mergesCleanly(
  files: readonly BothChanged[],
  mirrorFolder: string,
  settings: GitSettings,
): Promise<MergeVerdict> {
  const folder = path.join(path.dirname(mirrorFolder), `leftover-merge-${randomUUID()}`);
  await makeFolder(folder);
  try {
    await fs.writeFile(
      path.join(folder, "objects/info/alternates"),
      `${path.join(mirrorFolder, "objects")}\n`,
    );
    const written = await runGit(folder, ["fast-import", "--quiet"], settings, commitsOf(files));
    if (written.exitCode !== 0) return "unknown";
    const merge = ["merge-tree", "--write-tree", "--no-messages", "ours", "theirs"];
    return await verdictOf(await runGit(folder, merge, settings), files, folder, settings);
  } finally {
    await removeFolder(folder);
  }
}

async function verdictOf(
  { exitCode, stdout }: GitOutput,
  files: readonly BothChanged[],
  folder: string,
  settings: GitSettings,
): Promise<MergeVerdict> {
  if (exitCode === 1) return "differs";
  if (exitCode !== 0) return "unknown";
  const listing = await runGit(folder, ["ls-tree", stdout.toString("latin1").trim()], settings);
  if (listing.exitCode !== 0) throw failureOf(folder, listing.stderr);
  const expected = files.map(({ merged }, index) => `${merged.mode} blob ${merged.id}\t${index}`);
  const lines = listing.stdout.toString("latin1").trim().split("\n");
  return lines.toSorted().join("\n") === expected.toSorted().join("\n") ? "equal" : "differs";
}

/** Git's own clean answer needs three commits: the base, and the two sides that grew from it. */
function commitsOf(files: readonly BothChanged[]): string {
  const commit = (name: "base" | "ours" | "theirs"): string =>
    [
      `commit refs/heads/${name}`,
      "committer Sekisho <sekisho@localhost> 0 +0000",
      "data 0",
      ...(name === "base" ? [] : ["from refs/heads/base"]),
      ...files.map((file, index) => `M ${file[name].mode} ${file[name].id} ${index}`),
      "",
    ].join("\n");
  return [commit("base"), commit("ours"), commit("theirs")].join("\n");
}
