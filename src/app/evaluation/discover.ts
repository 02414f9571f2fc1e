import type { ChangedPath } from "../../model/changed-path.ts";
import { compileGlobs } from "../../model/glob.ts";
import type { Tree } from "../../model/tree.ts";
import { discoverRoots, findTerraformRoots } from "../../roots/index.ts";
import type { EvaluationPorts } from "./ports.ts";
import type { Discovery, EvaluationTask } from "./task.ts";

/** The roots of a tree that a changed path belongs to; `null` finds all. */
export async function discoverSide(
  tree: Tree,
  changed: ReadonlySet<string> | null,
  task: EvaluationTask,
  ports: EvaluationPorts,
): Promise<Discovery> {
  const { configuration } = task;
  const plain = await discoverRoots(tree, { changed, ignore: configuration.ignore });
  const terraform = await findTerraformRoots({
    tree: withoutIgnored(tree, configuration.ignore),
    settings: configuration.terraform,
    engine: () => ports.engine("terraform"),
    changedPaths: changed,
  });
  return { ...plain, roots: [...plain.roots, ...terraform].toSorted((a, b) => (a.key < b.key ? -1 : 1)) };
}

function withoutIgnored(tree: Tree, ignore: readonly string[]): Tree {
  if (ignore.length === 0) return tree;
  const ignored = compileGlobs(ignore);
  const entries = new Map([...tree.entries].filter(([path]) => !ignored(path)));
  return { label: tree.label, commit: tree.commit, entries, read: (paths) => tree.read(paths) };
}

/** Every path that a change touches, on either side. */
export function touchedPaths(changedPaths: readonly ChangedPath[] | null): ReadonlySet<string> | null {
  if (changedPaths === null) return null;
  return new Set(
    changedPaths.flatMap(({ path, previousPath }) => (previousPath === null ? [path] : [path, previousPath])),
  );
}
