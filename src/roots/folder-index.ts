/** The paths of a tree in order, so that what stands below a folder is one stretch of them. */
export class FolderIndex {
  readonly #paths: readonly string[];

  constructor(paths: Iterable<string>) {
    this.#paths = [...paths].toSorted();
  }

  /** Everything in a folder, at any depth, sorted. */
  below(folder: string): readonly string[] {
    if (folder === ".") return this.#paths;
    const start = `${folder}/`;
    const first = this.#firstFrom(start);
    let last = first;
    while (this.#paths[last]?.startsWith(start) === true) last += 1;
    return this.#paths.slice(first, last);
  }

  /** Whether anything stands in a folder. */
  has(folder: string): boolean {
    if (folder === ".") return true;
    const start = `${folder}/`;
    return this.#paths[this.#firstFrom(start)]?.startsWith(start) === true;
  }

  #firstFrom(start: string): number {
    let low = 0;
    let high = this.#paths.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((this.#paths[middle] ?? "") < start) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}
