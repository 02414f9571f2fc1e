import type { Repository } from "../world/types.ts";
import type { TreeFile } from "./object-store.ts";

/** What became of one file between two commits. Renames are told as a removed and an added file. */
export interface FileChange {
  readonly path: string;
  readonly status: "added" | "removed" | "modified";
  /** Of the new file; of the old one where it was removed. */
  readonly oid: string;
  readonly additions: number;
  readonly deletions: number;
}

/** Lines are counted as a multiset: for the numbers beside a file, which nobody decides by. */
export function changesOf(repository: Repository, base: string | null, head: string): readonly FileChange[] {
  const before = base === null ? undefined : repository.commits.get(base)?.files;
  const after = repository.commits.get(head)?.files;
  const changes: FileChange[] = [];
  for (const [path, file] of after ?? []) {
    const old = before?.get(path);
    if (old?.oid === file.oid && old.mode === file.mode) continue;
    const status = old === undefined ? "added" : "modified";
    changes.push({ path, status, oid: file.oid, ...lineCounts(repository, blobOf(old), blobOf(file)) });
  }
  for (const [path, file] of before ?? []) {
    if (after?.has(path) === true) continue;
    changes.push({
      path,
      status: "removed",
      oid: file.oid,
      ...lineCounts(repository, blobOf(file), undefined),
    });
  }
  return changes.sort((a, b) => (a.path < b.path ? -1 : 1));
}

/** A submodule names a commit of another repository: there is nothing to count. */
function blobOf(file: TreeFile | undefined): string | undefined {
  return file === undefined || file.mode === "160000" ? undefined : file.oid;
}

const counted = new Map<string, { readonly additions: number; readonly deletions: number }>();

function lineCounts(
  repository: Repository,
  before: string | undefined,
  after: string | undefined,
): { readonly additions: number; readonly deletions: number } {
  const key = `${before ?? ""}:${after ?? ""}`;
  const known = counted.get(key);
  if (known !== undefined) return known;
  const left = linesOf(repository, before);
  let additions = 0;
  for (const [line, count] of linesOf(repository, after)) {
    const old = left.get(line) ?? 0;
    additions += Math.max(0, count - old);
    left.set(line, Math.max(0, old - count));
  }
  const found = { additions, deletions: [...left.values()].reduce((sum, count) => sum + count, 0) };
  counted.set(key, found);
  return found;
}

function linesOf(repository: Repository, oid: string | undefined): Map<string, number> {
  const lines = new Map<string, number>();
  if (oid === undefined) return lines;
  for (const line of repository.objects.readBlob(oid).toString("latin1").split("\n"))
    if (line !== "") lines.set(line, (lines.get(line) ?? 0) + 1);
  return lines;
}
