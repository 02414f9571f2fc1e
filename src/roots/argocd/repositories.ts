import type { Structure } from "../structure.ts";
import { field, textOf } from "../yaml-object.ts";
import type { Source } from "./source.ts";

/**
 * Which sources of one Application stand in the repository at hand. Nobody tells it its own address: clones have several,
 * and folders none. So a source counts as here when its path is here; a source at the top of a repository, which every
 * repository has, only together with another of the same address.
 */
export class Repositories {
  readonly #structure: Structure;
  readonly #here: ReadonlySet<string>;
  readonly #byReference: ReadonlyMap<string, Source>;

  constructor(sources: readonly Source[], structure: Structure) {
    this.#structure = structure;
    const named = sources.filter(({ path, chart }) => chart === null && path !== null && path !== ".");
    this.#here = new Set(
      named.filter(({ path }) => path !== null && structure.index.has(path)).map(addressOf),
    );
    this.#byReference = new Map(
      sources.flatMap((source): [string, Source][] => {
        const reference = textOf(field(source.object, "ref"));
        return reference === null ? [] : [[reference, source]];
      }),
    );
  }

  isHere(source: Source): boolean {
    const { path } = source;
    if (path === null || !this.#structure.index.has(path)) return false;
    if (path !== ".") return true;
    const { charts, kustomizations } = this.#structure;
    return this.#here.has(addressOf(source)) || charts.has(".") || kustomizations.has(".");
  }

  /** The path that `$reference/rest` names; `null` where that is in another repository. */
  referenced(reference: string, rest: string): string | null {
    const source = this.#byReference.get(reference);
    if (source === undefined) return null;
    const { entries } = this.#structure.tree;
    return entries.has(rest) || this.#here.has(addressOf(source)) ? rest : null;
  }

  /** Paths of the tree that a folder holds. */
  below(folder: string): readonly string[] {
    return this.#structure.index.below(folder);
  }

  holds(path: string): boolean {
    return this.#structure.tree.entries.has(path);
  }
}

/** Two spellings of one address: with a user, a scheme, `git@host:`, `.git`. */
function addressOf({ repository }: Source): string {
  return repository
    .toLowerCase()
    .replace(/^[a-z+]+:\/\//, "")
    .replace(/^[^/@]*@/, "")
    .replace(/^([^/:]+):(?!\d)/, "$1/")
    .replace(/(?:\.git)?\/*$/, "");
}
