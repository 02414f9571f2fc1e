import { compileCaptures, compileGlobs } from "../../model/glob.ts";
import type { TenantSource } from "../../model/tenant-source.ts";
import { isFile, type TreeEntry } from "../../model/tree.ts";

/** A file that a source reads. */
export interface SelectedFile {
  readonly path: string;
  readonly blob: string;
  /** `.` for the top. */
  readonly folder: string;
  /** What the pattern over folders captured. */
  readonly captures: Readonly<Record<string, string>>;
}

/** Names that are remembered of one source: several times what the largest public estate has. */
const namesMax = 100_000;

/** Where a file stands, as its name alone says; `null`: the source does not read it. */
type Placed = Omit<SelectedFile, "blob"> | null;

/** Trees of one repository share most names, and patterns are the slow part. */
const placed = new WeakMap<TenantSource, Map<string, Placed>>();

/** The files of a tree that a source reads, sorted by path. Names alone decide, so nobody needs their bytes yet. */
export function selectFiles(
  source: TenantSource,
  entries: ReadonlyMap<string, TreeEntry>,
): readonly SelectedFile[] {
  if (source.kind === "CODEOWNERS") return ownersFile(entries);
  const known = placed.get(source) ?? new Map<string, Placed>();
  placed.set(source, known);
  const placeOf = placeFinder(source);
  const selected: SelectedFile[] = [];
  for (const entry of entries.values()) {
    if (!isFile(entry)) continue;
    const found = known.get(entry.path);
    const place = found === undefined ? placeOf(entry.path) : found;
    if (found === undefined) {
      if (known.size >= namesMax) known.clear();
      known.set(entry.path, place);
    }
    if (place !== null) selected.push({ ...place, blob: entry.blob });
  }
  return selected.toSorted((left, right) => (left.path < right.path ? -1 : 1));
}

function placeFinder({ directory, files }: TenantSource): (path: string) => Placed {
  const inFolder = directory === null ? () => ({}) : remembered(compileCaptures(directory));
  const named = compileGlobs(files);
  return (path) => {
    const slash = path.lastIndexOf("/");
    if (!named(path.slice(slash + 1))) return null;
    const folder = slash < 0 ? "." : path.slice(0, slash);
    const captures = inFolder(folder);
    return captures === null ? null : { path, folder, captures };
  };
}

/** Where GitHub looks for it; the first that is there counts. */
const ownersPaths = [".github/CODEOWNERS", "CODEOWNERS", "docs/CODEOWNERS"];

function ownersFile(entries: ReadonlyMap<string, TreeEntry>): readonly SelectedFile[] {
  const found = ownersPaths.map((path) => entries.get(path)).find((entry) => entry !== undefined);
  if (found === undefined || !isFile(found)) return [];
  return [{ path: found.path, blob: found.blob, folder: ".", captures: {} }];
}

/** A folder holds many files. */
function remembered(match: ReturnType<typeof compileCaptures>): ReturnType<typeof compileCaptures> {
  const known = new Map<string, ReturnType<typeof match>>();
  return (folder) => {
    const found = known.get(folder);
    if (found !== undefined) return found;
    const captures = match(folder);
    known.set(folder, captures);
    return captures;
  };
}
