import type { NotEvaluated } from "../../model/diagnostic.ts";
import type { Root } from "../../model/root.ts";
import type { AppliedRoots } from "../../roots/index.ts";

export interface TouchedRoots {
  readonly base: AppliedRoots;
  readonly head: AppliedRoots;
  /** Folders of plain manifests that only one side applies: the other side reads them as they stand. */
  readonly folders: ReadonlySet<string>;
}

/** Those of both sides that a change touches on either; `changed` is `null` where all count. */
export function onlyTouched(
  base: AppliedRoots,
  head: AppliedRoots,
  changed: ReadonlySet<string> | null,
): TouchedRoots {
  if (changed === null) return { base, head, folders: new Set() };
  const before = byKey([...base.roots, ...standInsOf(base, head)]);
  const after = byKey([...head.roots, ...standInsOf(head, base)]);
  const keys = [...new Set([...before.keys(), ...after.keys()])];
  const touched = keys.filter((key) => isTouched(before.get(key), after.get(key), changed));
  const rootsOf = (side: ReadonlyMap<string, Root>) => touched.flatMap((key) => side.get(key) ?? []);
  const oneSided = touched
    .filter((key) => !before.has(key) || !after.has(key))
    .flatMap((key) => before.get(key) ?? after.get(key) ?? []);
  return {
    base: { ...base, roots: rootsOf(before), notEvaluated: [] },
    head: {
      ...head,
      roots: rootsOf(after),
      notEvaluated: head.notEvaluated.filter((one) => concernsChange(one, changed)),
    },
    folders: new Set(oneSided.flatMap(({ files }) => files.map(folderOf))),
  };
}

function byKey(roots: readonly Root[]): ReadonlyMap<string, Root> {
  return new Map(roots.map((root) => [root.key, root]));
}

/**
 * A chart with its own values that nothing installs on the other side: it stands in on both sides, because nobody
 * deletes it by installing it properly.
 */
function standInsOf(side: AppliedRoots, other: AppliedRoots): readonly Root[] {
  const alone = new Set(other.roots.map(({ key }) => key));
  return side.standIns.filter(({ key }) => alone.has(key));
}

/**
 * By a file that it reads, or by what defines it saying something else. A changed definition alone, which may be one of a
 * hundred in its file, touches nobody whose part of it is the same.
 */
function isTouched(before: Root | undefined, after: Root | undefined, changed: ReadonlySet<string>): boolean {
  if (before === undefined || after === undefined) return true;
  if (definitionOf(before) !== definitionOf(after)) return true;
  return [...ownFiles(before), ...ownFiles(after)].some((path) => changed.has(path));
}

function definitionOf({ destination, rendering, environment }: Root): string {
  return JSON.stringify([destination ?? null, withoutLines(rendering) ?? null, environment ?? null]);
}

/** Where in a file its values begin is not what they are. */
function withoutLines(rendering: Root["rendering"]): unknown {
  if (rendering?.kind !== "helm") return rendering;
  return {
    ...rendering,
    values: rendering.values.map((source) => (source.kind === "inline" ? source.values : source.path)),
  };
}

function ownFiles({ files, definedBy, path }: Root): readonly string[] {
  const defining = new Set(definedBy?.files);
  return files.filter((file) => !defining.has(file) || path === "." || file.startsWith(`${path}/`));
}

/** A folder counts with everything in it. */
function concernsChange({ path }: NotEvaluated, changed: ReadonlySet<string>): boolean {
  return changed.has(path) || [...changed].some((each) => each.startsWith(`${path}/`));
}

function folderOf(path: string): string {
  const slash = path.lastIndexOf("/");
  return slash < 0 ? "." : path.slice(0, slash);
}
