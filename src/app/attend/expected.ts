import { isWaiverFile, repositoryFile } from "../../config/index.ts";
import type { Listings } from "../../git/index.ts";
import { isFile, type TreeEntry } from "../../model/tree.ts";

/** Larger prefetches than any pull request of a public estate needs; what is left out is fetched when it is read. */
const expectedFilesMax = 2_000;
/** Formats that are read together with their neighbours: a Terraform folder, a folder of manifests. */
const readTogether = /\.(?:tf|tfvars|ya?ml|json)$/i;

/** Small files that say which others belong together; they are read wherever they stand. */
const structural =
  /(?:^|\/)(?:Chart\.yaml|requirements\.yaml|\.helmignore|kustomization\.ya?ml|Kustomization|helmfile(?:\.ya?ml)?(?:\.gotmpl)?)$/;

/**
 * What an evaluation is going to read, as far as names tell: the settings, what changed on both sides, and what stands
 * beside it. Fetched at once, because each later fetch costs a round trip.
 */
export function expectedFiles({ base, head, tip }: Listings): readonly TreeEntry[] {
  const found = new Map<string, TreeEntry>();
  const add = (entry: TreeEntry | undefined) => {
    if (entry !== undefined && isFile(entry) && found.size < expectedFilesMax) found.set(entry.blob, entry);
  };
  for (const entry of tip.values()) {
    if (entry.path === repositoryFile || isWaiverFile(entry.path)) add(entry);
  }
  const folders = new Set<string>();
  for (const [one, other] of [
    [base, head],
    [head, base],
  ] as const) {
    for (const entry of one.values()) {
      if (other.get(entry.path)?.blob === entry.blob) continue;
      add(entry);
      folders.add(folderOf(entry.path));
    }
  }
  for (const side of [base, head]) {
    for (const entry of side.values()) {
      if (structural.test(entry.path)) add(entry);
      if (readTogether.test(entry.path) && folders.has(folderOf(entry.path))) add(entry);
    }
  }
  return [...found.values()];
}

function folderOf(path: string): string {
  return path.slice(0, path.lastIndexOf("/") + 1);
}
