import { existsSync } from "node:fs";
import { dirname, join, relative, sep } from "node:path";
import type { Tree } from "../model/tree.ts";
import type { CallerPaths } from "./caller-paths.ts";
import { openFolder } from "./trees.ts";
import { UsageError } from "./usage.ts";

/** A folder to render, in the tree that it belongs to: a base or a values file may stand beside it. */
export interface RenderFolder {
  readonly tree: Tree;
  /** The folder within the tree; `.` is the tree itself. */
  readonly below: string;
  /** The path within the tree of a file that the caller names. Throws {@link UsageError} for one outside. */
  readonly treePath: (name: string) => string;
}

/** Opens the repository around a folder, or the folder alone where there is none. */
export async function openRenderFolder(name: string, paths: CallerPaths): Promise<RenderFolder> {
  const wanted = paths.resolve(name);
  const top = repositoryAround(wanted) ?? wanted;
  const tree =
    top === wanted ? await openFolder(name, paths) : { ...(await openFolder(top, paths)), label: name };
  return {
    tree,
    below: top === wanted ? "." : relative(top, wanted).split(sep).join("/"),
    treePath: (file) => {
      const path = relative(top, paths.resolve(file)).split(sep).join("/");
      if (!tree.entries.has(path)) throw new UsageError(`${JSON.stringify(file)} is no file of ${top}.`);
      return path;
    },
  };
}

function repositoryAround(folder: string): string | null {
  if (existsSync(join(folder, ".git"))) return folder;
  const above = dirname(folder);
  return above === folder ? null : repositoryAround(above);
}
