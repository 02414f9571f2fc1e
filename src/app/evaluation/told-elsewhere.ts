import { mayHoldInventory } from "../../inventory/index.ts";
import { isFile, type Tree } from "../../model/tree.ts";
import { objectsOfFile, type PlacedObject } from "../../resources/kubernetes/index.ts";
import { tellingTypes } from "./telling-types.ts";

/** What one file tells about namespaces. */
interface ToldFile {
  readonly blob: string;
  readonly objects: readonly PlacedObject[];
}

/**
 * So many objects stay from one change to the next; the largest public estate has 4,000. Where there are more, all of
 * them are read anew: a worker has to have room for what it does next.
 */
export const toldObjectsMax = 50_000;

/**
 * What the files of a repository tell about namespaces, from one change to the next: neighbours in a history, and the
 * pull requests of a busy repository, share nearly all of it. A file is found by its path and its bytes, which decide
 * everything that is read from it, so whether something is kept changes nothing but the time. Only what the last tree
 * held is kept.
 */
export class ToldElsewhere {
  readonly #objectsMax: number;
  #last: ReadonlyMap<string, ToldFile> = new Map();

  constructor(objectsMax = toldObjectsMax) {
    this.#objectsMax = objectsMax;
  }

  /** The objects that tell, in the order of the paths and of the documents in them. */
  async objectsOf(tree: Tree, paths: readonly string[]): Promise<readonly PlacedObject[]> {
    const files = paths.flatMap((path) => tree.entries.get(path) ?? []).filter(isFile);
    const unknown = files.filter(({ path, blob }) => this.#last.get(path)?.blob !== blob);
    const contents = await tree.read(unknown.map(({ path }) => path));
    const told = new Map<string, ToldFile>();
    for (const { path, blob } of files) {
      const known = this.#last.get(path);
      const bytes = contents.get(path);
      if (known?.blob === blob) told.set(path, known);
      else if (bytes !== undefined) told.set(path, { blob, objects: objectsIn(path, bytes) });
    }
    const objects = [...told.values()].flatMap((file) => file.objects);
    this.#last = objects.length > this.#objectsMax ? new Map() : told;
    return objects;
  }
}

/** Without the documents that they were read from, which hold ten times as much. */
function objectsIn(path: string, bytes: Uint8Array): readonly PlacedObject[] {
  if (!mayHoldInventory(bytes)) return [];
  return objectsOfFile(path, bytes)
    .filter(({ type }) => tellingTypes.has(type))
    .map(({ object, type, location }) => ({ object, type, location, locate: () => location }));
}
