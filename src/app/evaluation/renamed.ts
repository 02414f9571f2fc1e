import type { ChangedPath } from "../../model/changed-path.ts";
import type { Diagnostic } from "../../model/diagnostic.ts";
import { rootKey as keyOf } from "../../model/root.ts";
import type { MovedIdentity } from "../../policy/baseline/index.ts";
import type { Loaded } from "./loaded.ts";

/**
 * What reading found out about renamed files, under the identity that the base knows it by: a file that was broken
 * before is not newly broken in another place. Whether its bytes are the same is for the evidence to tell.
 */
export function renamedDiagnostics(
  changedPaths: readonly ChangedPath[] | null,
  loaded: Loaded,
): readonly MovedIdentity[] {
  const previous = new Map(
    (changedPaths ?? []).flatMap(({ path, previousPath }): [string, string][] =>
      previousPath === null ? [] : [[path, previousPath]],
    ),
  );
  if (previous.size === 0) return [];
  const rootOf = baseRoots(loaded);
  const moved = (rootKey: string, diagnostics: readonly Diagnostic[], fromRoot: (path: string) => string) =>
    diagnostics.flatMap(({ subject, location }): MovedIdentity[] => {
      const from = previous.get(location.path);
      if (from === undefined) return [];
      const fromRootKey = fromRoot(from);
      const [inRoot, rest] = withinRoot(subject, rootKey);
      const before = rest === "" ? "" : previousSubject(rest, location.path, from);
      const fromAddress = inRoot ? `${fromRootKey}${rest === "" ? "" : ` ${before}`}` : before;
      return [{ rootKey, address: subject, fromRootKey, fromAddress }];
    });
  return [
    ...loaded.roots.flatMap(({ key, head }) =>
      moved(key, head?.diagnostics ?? [], (path) => rootOf(path, key)),
    ),
    ...moved(repositoryKey, loaded.diagnostics.head, () => repositoryKey),
  ];
}

/** Some subjects are a root, or begin with one. */
function withinRoot(subject: string, rootKey: string): readonly [inRoot: boolean, rest: string] {
  if (subject === rootKey) return [true, ""];
  return subject.startsWith(`${rootKey} `) ? [true, subject.slice(rootKey.length + 1)] : [false, subject];
}

const repositoryKey = keyOf("repository", ".");

/** The root of the base that read a file, this one if it did: a module's files belong to all its callers. */
function baseRoots({ roots }: Loaded): (path: string, key: string) => string {
  const keys = new Map<string, string[]>();
  for (const { key, base } of roots) {
    for (const path of base?.root.files ?? []) {
      const known = keys.get(path);
      if (known === undefined) keys.set(path, [key]);
      else known.push(key);
    }
  }
  return (path, key) => {
    const found = keys.get(path) ?? [];
    return found.includes(key) ? key : (found[0] ?? key);
  };
}

/** A subject is the path of a file, one of its parts (`#2`), the folder that the file stands for, or no path at all. */
function previousSubject(subject: string, path: string, from: string): string {
  if (subject === path || subject.startsWith(`${path}#`)) return `${from}${subject.slice(path.length)}`;
  return subject === folderOf(path) ? folderOf(from) : subject;
}

function folderOf(path: string): string {
  const slash = path.lastIndexOf("/");
  return slash < 0 ? "." : path.slice(0, slash);
}
