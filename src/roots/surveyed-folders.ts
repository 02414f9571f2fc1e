import type { Tree } from "../model/tree.ts";
import type { TerraformReads } from "./terraform-reads.ts";

/** What the configuration of one folder says of others. */
export interface SurveyedFolder {
  readonly calls: readonly string[];
  readonly backend: boolean;
  readonly provider: boolean;
  readonly reads: TerraformReads;
}

/** The largest public estate has 1,100 folders of Terraform, and both sides of a change share nearly all of them. */
const foldersMax = 10_000;

/**
 * What folders of Terraform were found to say, from one side of a change to the other and from one change to the next.
 * A folder is found by the paths and the bytes of its configuration, which decide everything that is found in it, so
 * whether something is kept changes nothing but the time. Where there are too many, all are forgotten.
 */
export class SurveyedFolders {
  readonly #foldersMax: number;
  readonly #folders = new Map<string, { readonly key: string; readonly said: SurveyedFolder }>();

  constructor(most = foldersMax) {
    this.#foldersMax = most;
  }

  /** As text, of some folders: for whoever looks at the next state, in another process. */
  written(folders: Iterable<string>): string {
    return JSON.stringify(
      [...folders].flatMap((folder) => {
        const found = this.#folders.get(folder);
        return found === undefined ? [] : [[folder, found]];
      }),
    );
  }

  /** What {@link written} wrote, in this version of the program. */
  readBack(text: string): void {
    const read: readonly (readonly [string, { readonly key: string; readonly said: SurveyedFolder }])[] =
      JSON.parse(text);
    for (const [folder, found] of read) {
      if (this.#folders.size >= this.#foldersMax && !this.#folders.has(folder)) this.#folders.clear();
      this.#folders.set(folder, found);
    }
  }

  known(tree: Tree, folder: string, files: readonly string[]): SurveyedFolder | undefined {
    const found = this.#folders.get(folder);
    return found !== undefined && found.key === keyOf(tree, files) ? found.said : undefined;
  }

  keep(tree: Tree, folder: string, files: readonly string[], said: SurveyedFolder): void {
    if (this.#folders.size >= this.#foldersMax && !this.#folders.has(folder)) this.#folders.clear();
    this.#folders.set(folder, { key: keyOf(tree, files), said });
  }
}

function keyOf(tree: Tree, files: readonly string[]): string {
  return JSON.stringify(files.map((path) => [path, tree.entries.get(path)?.blob ?? null]));
}
